// Made by scripts/attack-index.mjs; not edited by hand.
// © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.

/** The version of MITRE ATT&CK (Enterprise) that this index was made of. */
export const ATTACK_VERSION = '18.1';

/** Tactics in the order of the matrix: id, short name, name. */
export const ATTACK_TACTICS = `
TA0043|reconnaissance|Reconnaissance
TA0042|resource-development|Resource Development
TA0001|initial-access|Initial Access
TA0002|execution|Execution
TA0003|persistence|Persistence
TA0004|privilege-escalation|Privilege Escalation
TA0005|defense-evasion|Defense Evasion
TA0006|credential-access|Credential Access
TA0007|discovery|Discovery
TA0008|lateral-movement|Lateral Movement
TA0009|collection|Collection
TA0011|command-and-control|Command and Control
TA0010|exfiltration|Exfiltration
TA0040|impact|Impact
`;

/** Techniques: id, short names of tactics, name, then its sub-techniques (`001 Name;002 Name`, `=tactics` where they differ). */
export const ATTACK_TECHNIQUES = `
T1001|command-and-control|Data Obfuscation|001 Junk Data;002 Steganography;003 Protocol or Service Impersonation
T1003|credential-access|OS Credential Dumping|001 LSASS Memory;002 Security Account Manager;003 NTDS;004 LSA Secrets;005 Cached Domain Credentials;006 DCSync;007 Proc Filesystem;008 /etc/passwd and /etc/shadow
T1005|collection|Data from Local System
T1006|defense-evasion|Direct Volume Access
T1007|discovery|System Service Discovery
T1008|command-and-control|Fallback Channels
T1010|discovery|Application Window Discovery
T1011|exfiltration|Exfiltration Over Other Network Medium|001 Exfiltration Over Bluetooth
T1012|discovery|Query Registry
T1014|defense-evasion|Rootkit
T1016|discovery|System Network Configuration Discovery|001 Internet Connection Discovery;002 Wi-Fi Discovery
T1018|discovery|Remote System Discovery
T1020|exfiltration|Automated Exfiltration|001 Traffic Duplication
T1021|lateral-movement|Remote Services|001 Remote Desktop Protocol;002 SMB/Windows Admin Shares;003 Distributed Component Object Model;004 SSH;005 VNC;006 Windows Remote Management;007 Cloud Services;008 Direct Cloud VM Connections
T1025|collection|Data from Removable Media
T1027|defense-evasion|Obfuscated Files or Information|001 Binary Padding;002 Software Packing;003 Steganography;004 Compile After Delivery;005 Indicator Removal from Tools;006 HTML Smuggling;007 Dynamic API Resolution;008 Stripped Payloads;009 Embedded Payloads;010 Command Obfuscation;011 Fileless Storage;012 LNK Icon Smuggling;013 Encrypted/Encoded File;014 Polymorphic Code;015 Compression;016 Junk Code Insertion;017 SVG Smuggling
T1029|exfiltration|Scheduled Transfer
T1030|exfiltration|Data Transfer Size Limits
T1033|discovery|System Owner/User Discovery
T1036|defense-evasion|Masquerading|001 Invalid Code Signature;002 Right-to-Left Override;003 Rename Legitimate Utilities;004 Masquerade Task or Service;005 Match Legitimate Resource Name or Location;006 Space after Filename;007 Double File Extension;008 Masquerade File Type;009 Break Process Trees;010 Masquerade Account Name;011 Overwrite Process Arguments;012 Browser Fingerprint
T1037|persistence privilege-escalation|Boot or Logon Initialization Scripts|001 Logon Script (Windows);002 Login Hook;003 Network Logon Script;004 RC Scripts;005 Startup Items
T1039|collection|Data from Network Shared Drive
T1040|credential-access discovery|Network Sniffing
T1041|exfiltration|Exfiltration Over C2 Channel
T1046|discovery|Network Service Discovery
T1047|execution|Windows Management Instrumentation
T1048|exfiltration|Exfiltration Over Alternative Protocol|001 Exfiltration Over Symmetric Encrypted Non-C2 Protocol;002 Exfiltration Over Asymmetric Encrypted Non-C2 Protocol;003 Exfiltration Over Unencrypted Non-C2 Protocol
T1049|discovery|System Network Connections Discovery
T1052|exfiltration|Exfiltration Over Physical Medium|001 Exfiltration over USB
T1053|execution persistence privilege-escalation|Scheduled Task/Job|002 At;003 Cron;005 Scheduled Task;006 Systemd Timers;007 Container Orchestration Job
T1055|defense-evasion privilege-escalation|Process Injection|001 Dynamic-link Library Injection;002 Portable Executable Injection;003 Thread Execution Hijacking;004 Asynchronous Procedure Call;005 Thread Local Storage;008 Ptrace System Calls;009 Proc Memory;011 Extra Window Memory Injection;012 Process Hollowing;013 Process Doppelgänging;014 VDSO Hijacking;015 ListPlanting
T1056|collection credential-access|Input Capture|001 Keylogging;002 GUI Input Capture;003 Web Portal Capture;004 Credential API Hooking
T1057|discovery|Process Discovery
T1059|execution|Command and Scripting Interpreter|001 PowerShell;002 AppleScript;003 Windows Command Shell;004 Unix Shell;005 Visual Basic;006 Python;007 JavaScript;008 Network Device CLI;009 Cloud API;010 AutoHotKey & AutoIT;011 Lua;012 Hypervisor CLI;013 Container CLI/API
T1068|privilege-escalation|Exploitation for Privilege Escalation
T1069|discovery|Permission Groups Discovery|001 Local Groups;002 Domain Groups;003 Cloud Groups
T1070|defense-evasion|Indicator Removal|001 Clear Windows Event Logs;002 Clear Linux or Mac System Logs;003 Clear Command History;004 File Deletion;005 Network Share Connection Removal;006 Timestomp;007 Clear Network Connection History and Configurations;008 Clear Mailbox Data;009 Clear Persistence;010 Relocate Malware
T1071|command-and-control|Application Layer Protocol|001 Web Protocols;002 File Transfer Protocols;003 Mail Protocols;004 DNS;005 Publish/Subscribe Protocols
T1072|execution lateral-movement|Software Deployment Tools
T1074|collection|Data Staged|001 Local Data Staging;002 Remote Data Staging
T1078|defense-evasion persistence privilege-escalation initial-access|Valid Accounts|001 Default Accounts;002 Domain Accounts;003 Local Accounts;004 Cloud Accounts
T1080|lateral-movement|Taint Shared Content
T1082|discovery|System Information Discovery
T1083|discovery|File and Directory Discovery
T1087|discovery|Account Discovery|001 Local Account;002 Domain Account;003 Email Account;004 Cloud Account
T1090|command-and-control|Proxy|001 Internal Proxy;002 External Proxy;003 Multi-hop Proxy;004 Domain Fronting
T1091|lateral-movement initial-access|Replication Through Removable Media
T1092|command-and-control|Communication Through Removable Media
T1095|command-and-control|Non-Application Layer Protocol
T1098|persistence privilege-escalation|Account Manipulation|001 Additional Cloud Credentials;002 Additional Email Delegate Permissions;003 Additional Cloud Roles;004 SSH Authorized Keys;005 Device Registration;006 Additional Container Cluster Roles;007 Additional Local or Domain Groups
T1102|command-and-control|Web Service|001 Dead Drop Resolver;002 Bidirectional Communication;003 One-Way Communication
T1104|command-and-control|Multi-Stage Channels
T1105|command-and-control|Ingress Tool Transfer
T1106|execution|Native API
T1110|credential-access|Brute Force|001 Password Guessing;002 Password Cracking;003 Password Spraying;004 Credential Stuffing
T1111|credential-access|Multi-Factor Authentication Interception
T1112|defense-evasion persistence|Modify Registry
T1113|collection|Screen Capture
T1114|collection|Email Collection|001 Local Email Collection;002 Remote Email Collection;003 Email Forwarding Rule
T1115|collection|Clipboard Data
T1119|collection|Automated Collection
T1120|discovery|Peripheral Device Discovery
T1123|collection|Audio Capture
T1124|discovery|System Time Discovery
T1125|collection|Video Capture
T1127|defense-evasion|Trusted Developer Utilities Proxy Execution|001 MSBuild;002 ClickOnce;003 JamPlus
T1129|execution|Shared Modules
T1132|command-and-control|Data Encoding|001 Standard Encoding;002 Non-Standard Encoding
T1133|persistence initial-access|External Remote Services
T1134|defense-evasion privilege-escalation|Access Token Manipulation|001 Token Impersonation/Theft;002 Create Process with Token;003 Make and Impersonate Token;004 Parent PID Spoofing;005 SID-History Injection
T1135|discovery|Network Share Discovery
T1136|persistence|Create Account|001 Local Account;002 Domain Account;003 Cloud Account
T1137|persistence|Office Application Startup|001 Office Template Macros;002 Office Test;003 Outlook Forms;004 Outlook Home Page;005 Outlook Rules;006 Add-ins
T1140|defense-evasion|Deobfuscate/Decode Files or Information
T1176|persistence|Software Extensions|001 Browser Extensions;002 IDE Extensions
T1185|collection|Browser Session Hijacking
T1187|credential-access|Forced Authentication
T1189|initial-access|Drive-by Compromise
T1190|initial-access|Exploit Public-Facing Application
T1195|initial-access|Supply Chain Compromise|001 Compromise Software Dependencies and Development Tools;002 Compromise Software Supply Chain;003 Compromise Hardware Supply Chain
T1197|defense-evasion persistence|BITS Jobs
T1199|initial-access|Trusted Relationship
T1200|initial-access|Hardware Additions
T1201|discovery|Password Policy Discovery
T1202|defense-evasion|Indirect Command Execution
T1203|execution|Exploitation for Client Execution
T1204|execution|User Execution|001 Malicious Link;002 Malicious File;003 Malicious Image;004 Malicious Copy and Paste;005 Malicious Library
T1205|defense-evasion persistence command-and-control|Traffic Signaling|001 Port Knocking;002 Socket Filters
T1207|defense-evasion|Rogue Domain Controller
T1210|lateral-movement|Exploitation of Remote Services
T1211|defense-evasion|Exploitation for Defense Evasion
T1212|credential-access|Exploitation for Credential Access
T1213|collection|Data from Information Repositories|001 Confluence;002 Sharepoint;003 Code Repositories;004 Customer Relationship Management Software;005 Messaging Applications;006 Databases
T1216|defense-evasion|System Script Proxy Execution|001 PubPrn;002 SyncAppvPublishingServer
T1217|discovery|Browser Information Discovery
T1218|defense-evasion|System Binary Proxy Execution|001 Compiled HTML File;002 Control Panel;003 CMSTP;004 InstallUtil;005 Mshta;007 Msiexec;008 Odbcconf;009 Regsvcs/Regasm;010 Regsvr32;011 Rundll32;012 Verclsid;013 Mavinject;014 MMC;015 Electron Applications
T1219|command-and-control|Remote Access Tools|001 IDE Tunneling;002 Remote Desktop Software;003 Remote Access Hardware
T1220|defense-evasion|XSL Script Processing
T1221|defense-evasion|Template Injection
T1222|defense-evasion|File and Directory Permissions Modification|001 Windows File and Directory Permissions Modification;002 Linux and Mac File and Directory Permissions Modification
T1480|defense-evasion|Execution Guardrails|001 Environmental Keying;002 Mutual Exclusion
T1482|discovery|Domain Trust Discovery
T1484|defense-evasion privilege-escalation|Domain or Tenant Policy Modification|001 Group Policy Modification;002 Trust Modification
T1485|impact|Data Destruction|001 Lifecycle-Triggered Deletion
T1486|impact|Data Encrypted for Impact
T1489|impact|Service Stop
T1490|impact|Inhibit System Recovery
T1491|impact|Defacement|001 Internal Defacement;002 External Defacement
T1495|impact|Firmware Corruption
T1496|impact|Resource Hijacking|001 Compute Hijacking;002 Bandwidth Hijacking;003 SMS Pumping;004 Cloud Service Hijacking
T1497|defense-evasion discovery|Virtualization/Sandbox Evasion|001 System Checks;002 User Activity Based Checks;003 Time Based Checks
T1498|impact|Network Denial of Service|001 Direct Network Flood;002 Reflection Amplification
T1499|impact|Endpoint Denial of Service|001 OS Exhaustion Flood;002 Service Exhaustion Flood;003 Application Exhaustion Flood;004 Application or System Exploitation
T1505|persistence|Server Software Component|001 SQL Stored Procedures;002 Transport Agent;003 Web Shell;004 IIS Components;005 Terminal Services DLL;006 vSphere Installation Bundles
T1518|discovery|Software Discovery|001 Security Software Discovery;002 Backup Software Discovery
T1525|persistence|Implant Internal Image
T1526|discovery|Cloud Service Discovery
T1528|credential-access|Steal Application Access Token
T1529|impact|System Shutdown/Reboot
T1530|collection|Data from Cloud Storage
T1531|impact|Account Access Removal
T1534|lateral-movement|Internal Spearphishing
T1535|defense-evasion|Unused/Unsupported Cloud Regions
T1537|exfiltration|Transfer Data to Cloud Account
T1538|discovery|Cloud Service Dashboard
T1539|credential-access|Steal Web Session Cookie
T1542|defense-evasion persistence|Pre-OS Boot|001 System Firmware=persistence defense-evasion;002 Component Firmware=persistence defense-evasion;003 Bootkit=persistence defense-evasion;004 ROMMONkit;005 TFTP Boot
T1543|persistence privilege-escalation|Create or Modify System Process|001 Launch Agent;002 Systemd Service;003 Windows Service;004 Launch Daemon;005 Container Service
T1546|privilege-escalation persistence|Event Triggered Execution|001 Change Default File Association;002 Screensaver;003 Windows Management Instrumentation Event Subscription;004 Unix Shell Configuration Modification;005 Trap;006 LC_LOAD_DYLIB Addition;007 Netsh Helper DLL;008 Accessibility Features;009 AppCert DLLs;010 AppInit DLLs;011 Application Shimming;012 Image File Execution Options Injection;013 PowerShell Profile;014 Emond;015 Component Object Model Hijacking;016 Installer Packages;017 Udev Rules=persistence privilege-escalation;018 Python Startup Hooks=persistence privilege-escalation
T1547|persistence privilege-escalation|Boot or Logon Autostart Execution|001 Registry Run Keys / Startup Folder;002 Authentication Package;003 Time Providers;004 Winlogon Helper DLL;005 Security Support Provider;006 Kernel Modules and Extensions;007 Re-opened Applications;008 LSASS Driver;009 Shortcut Modification;010 Port Monitors;012 Print Processors;013 XDG Autostart Entries;014 Active Setup;015 Login Items
T1548|privilege-escalation defense-evasion|Abuse Elevation Control Mechanism|001 Setuid and Setgid;002 Bypass User Account Control;003 Sudo and Sudo Caching;004 Elevated Execution with Prompt;005 Temporary Elevated Cloud Access;006 TCC Manipulation=defense-evasion privilege-escalation
T1550|defense-evasion lateral-movement|Use Alternate Authentication Material|001 Application Access Token;002 Pass the Hash;003 Pass the Ticket;004 Web Session Cookie
T1552|credential-access|Unsecured Credentials|001 Credentials In Files;002 Credentials in Registry;003 Shell History;004 Private Keys;005 Cloud Instance Metadata API;006 Group Policy Preferences;007 Container API;008 Chat Messages
T1553|defense-evasion|Subvert Trust Controls|001 Gatekeeper Bypass;002 Code Signing;003 SIP and Trust Provider Hijacking;004 Install Root Certificate;005 Mark-of-the-Web Bypass;006 Code Signing Policy Modification
T1554|persistence|Compromise Host Software Binary
T1555|credential-access|Credentials from Password Stores|001 Keychain;002 Securityd Memory;003 Credentials from Web Browsers;004 Windows Credential Manager;005 Password Managers;006 Cloud Secrets Management Stores
T1556|credential-access defense-evasion persistence|Modify Authentication Process|001 Domain Controller Authentication;002 Password Filter DLL;003 Pluggable Authentication Modules;004 Network Device Authentication;005 Reversible Encryption;006 Multi-Factor Authentication;007 Hybrid Identity;008 Network Provider DLL;009 Conditional Access Policies
T1557|credential-access collection|Adversary-in-the-Middle|001 LLMNR/NBT-NS Poisoning and SMB Relay;002 ARP Cache Poisoning;003 DHCP Spoofing;004 Evil Twin
T1558|credential-access|Steal or Forge Kerberos Tickets|001 Golden Ticket;002 Silver Ticket;003 Kerberoasting;004 AS-REP Roasting;005 Ccache Files
T1559|execution|Inter-Process Communication|001 Component Object Model;002 Dynamic Data Exchange;003 XPC Services
T1560|collection|Archive Collected Data|001 Archive via Utility;002 Archive via Library;003 Archive via Custom Method
T1561|impact|Disk Wipe|001 Disk Content Wipe;002 Disk Structure Wipe
T1562|defense-evasion|Impair Defenses|001 Disable or Modify Tools;002 Disable Windows Event Logging;003 Impair Command History Logging;004 Disable or Modify System Firewall;006 Indicator Blocking;007 Disable or Modify Cloud Firewall;008 Disable or Modify Cloud Logs;009 Safe Mode Boot;010 Downgrade Attack;011 Spoof Security Alerting;012 Disable or Modify Linux Audit System;013 Disable or Modify Network Device Firewall
T1563|lateral-movement|Remote Service Session Hijacking|001 SSH Hijacking;002 RDP Hijacking
T1564|defense-evasion|Hide Artifacts|001 Hidden Files and Directories;002 Hidden Users;003 Hidden Window;004 NTFS File Attributes;005 Hidden File System;006 Run Virtual Instance;007 VBA Stomping;008 Email Hiding Rules;009 Resource Forking;010 Process Argument Spoofing;011 Ignore Process Interrupts;012 File/Path Exclusions;013 Bind Mounts;014 Extended Attributes
T1565|impact|Data Manipulation|001 Stored Data Manipulation;002 Transmitted Data Manipulation;003 Runtime Data Manipulation
T1566|initial-access|Phishing|001 Spearphishing Attachment;002 Spearphishing Link;003 Spearphishing via Service;004 Spearphishing Voice
T1567|exfiltration|Exfiltration Over Web Service|001 Exfiltration to Code Repository;002 Exfiltration to Cloud Storage;003 Exfiltration to Text Storage Sites;004 Exfiltration Over Webhook
T1568|command-and-control|Dynamic Resolution|001 Fast Flux DNS;002 Domain Generation Algorithms;003 DNS Calculation
T1569|execution|System Services|001 Launchctl;002 Service Execution;003 Systemctl
T1570|lateral-movement|Lateral Tool Transfer
T1571|command-and-control|Non-Standard Port
T1572|command-and-control|Protocol Tunneling
T1573|command-and-control|Encrypted Channel|001 Symmetric Cryptography;002 Asymmetric Cryptography
T1574|persistence privilege-escalation defense-evasion|Hijack Execution Flow|001 DLL;004 Dylib Hijacking;005 Executable Installer File Permissions Weakness;006 Dynamic Linker Hijacking;007 Path Interception by PATH Environment Variable;008 Path Interception by Search Order Hijacking;009 Path Interception by Unquoted Path;010 Services File Permissions Weakness;011 Services Registry Permissions Weakness;012 COR_PROFILER;013 KernelCallbackTable;014 AppDomainManager
T1578|defense-evasion|Modify Cloud Compute Infrastructure|001 Create Snapshot;002 Create Cloud Instance;003 Delete Cloud Instance;004 Revert Cloud Instance;005 Modify Cloud Compute Configurations
T1580|discovery|Cloud Infrastructure Discovery
T1583|resource-development|Acquire Infrastructure|001 Domains;002 DNS Server;003 Virtual Private Server;004 Server;005 Botnet;006 Web Services;007 Serverless;008 Malvertising
T1584|resource-development|Compromise Infrastructure|001 Domains;002 DNS Server;003 Virtual Private Server;004 Server;005 Botnet;006 Web Services;007 Serverless;008 Network Devices
T1585|resource-development|Establish Accounts|001 Social Media Accounts;002 Email Accounts;003 Cloud Accounts
T1586|resource-development|Compromise Accounts|001 Social Media Accounts;002 Email Accounts;003 Cloud Accounts
T1587|resource-development|Develop Capabilities|001 Malware;002 Code Signing Certificates;003 Digital Certificates;004 Exploits
T1588|resource-development|Obtain Capabilities|001 Malware;002 Tool;003 Code Signing Certificates;004 Digital Certificates;005 Exploits;006 Vulnerabilities;007 Artificial Intelligence
T1589|reconnaissance|Gather Victim Identity Information|001 Credentials;002 Email Addresses;003 Employee Names
T1590|reconnaissance|Gather Victim Network Information|001 Domain Properties;002 DNS;003 Network Trust Dependencies;004 Network Topology;005 IP Addresses;006 Network Security Appliances
T1591|reconnaissance|Gather Victim Org Information|001 Determine Physical Locations;002 Business Relationships;003 Identify Business Tempo;004 Identify Roles
T1592|reconnaissance|Gather Victim Host Information|001 Hardware;002 Software;003 Firmware;004 Client Configurations
T1593|reconnaissance|Search Open Websites/Domains|001 Social Media;002 Search Engines;003 Code Repositories
T1594|reconnaissance|Search Victim-Owned Websites
T1595|reconnaissance|Active Scanning|001 Scanning IP Blocks;002 Vulnerability Scanning;003 Wordlist Scanning
T1596|reconnaissance|Search Open Technical Databases|001 DNS/Passive DNS;002 WHOIS;003 Digital Certificates;004 CDNs;005 Scan Databases
T1597|reconnaissance|Search Closed Sources|001 Threat Intel Vendors;002 Purchase Technical Data
T1598|reconnaissance|Phishing for Information|001 Spearphishing Service;002 Spearphishing Attachment;003 Spearphishing Link;004 Spearphishing Voice
T1599|defense-evasion|Network Boundary Bridging|001 Network Address Translation Traversal
T1600|defense-evasion|Weaken Encryption|001 Reduce Key Space;002 Disable Crypto Hardware
T1601|defense-evasion|Modify System Image|001 Patch System Image;002 Downgrade System Image
T1602|collection|Data from Configuration Repository|001 SNMP (MIB Dump);002 Network Device Configuration Dump
T1606|credential-access|Forge Web Credentials|001 Web Cookies;002 SAML Tokens
T1608|resource-development|Stage Capabilities|001 Upload Malware;002 Upload Tool;003 Install Digital Certificate;004 Drive-by Target;005 Link Target;006 SEO Poisoning
T1609|execution|Container Administration Command
T1610|defense-evasion execution|Deploy Container
T1611|privilege-escalation|Escape to Host
T1612|defense-evasion|Build Image on Host
T1613|discovery|Container and Resource Discovery
T1614|discovery|System Location Discovery|001 System Language Discovery
T1615|discovery|Group Policy Discovery
T1619|discovery|Cloud Storage Object Discovery
T1620|defense-evasion|Reflective Code Loading
T1621|credential-access|Multi-Factor Authentication Request Generation
T1622|defense-evasion discovery|Debugger Evasion
T1647|defense-evasion|Plist File Modification
T1648|execution|Serverless Execution
T1649|credential-access|Steal or Forge Authentication Certificates
T1650|resource-development|Acquire Access
T1651|execution|Cloud Administration Command
T1652|discovery|Device Driver Discovery
T1653|persistence|Power Settings
T1654|discovery|Log Enumeration
T1656|defense-evasion|Impersonation
T1657|impact|Financial Theft
T1659|initial-access command-and-control|Content Injection
T1665|command-and-control|Hide Infrastructure
T1666|defense-evasion|Modify Cloud Resource Hierarchy
T1667|impact|Email Bombing
T1668|persistence|Exclusive Control
T1669|initial-access|Wi-Fi Networks
T1671|persistence|Cloud Application Integration
T1672|defense-evasion|Email Spoofing
T1673|discovery|Virtual Machine Discovery
T1674|execution|Input Injection
T1675|execution|ESXi Administration Command
T1677|execution|Poisoned Pipeline Execution
T1678|defense-evasion|Delay Execution
T1679|defense-evasion|Selective Exclusion
T1680|discovery|Local Storage Discovery
T1681|reconnaissance|Search Threat Vendor Data
`;

/** Ids that were revoked or deprecated, with what replaces them. */
export const ATTACK_GONE = `
T1002>T1560 T1004>T1547.004 T1009>T1027.001 T1013>T1547.010 T1015>T1546.008 T1017>T1072 T1019>T1542.001 T1022>T1560
T1023>T1547.009 T1024>T1573 T1026 T1028>T1021.006 T1031>T1543.003 T1032>T1573 T1034 T1035>T1569.002
T1038>T1574.001 T1042>T1546.001 T1043 T1044>T1574.010 T1045>T1027.002 T1050>T1543.003 T1051 T1053.001>T1053.002
T1053.004 T1054>T1562.006 T1058>T1574.011 T1060>T1547.001 T1061 T1062 T1063>T1518.001 T1064
T1065>T1571 T1066>T1027.005 T1067>T1542.003 T1073>T1574.002 T1075>T1550.002 T1076>T1021.001 T1077>T1021.002 T1079>T1573
T1081>T1552.001 T1084>T1546.003 T1085>T1218.011 T1086>T1059.001 T1088>T1548.002 T1089>T1562.001 T1093>T1055.012 T1094>T1095
T1096>T1564.004 T1097>T1550.003 T1099>T1070.006 T1100>T1505.003 T1101>T1547.005 T1103>T1546.010 T1107>T1070.004 T1108
T1109>T1542.002 T1116>T1553.002 T1117>T1218.010 T1118>T1218.004 T1121>T1218.009 T1122>T1546.015 T1126>T1070.005 T1128>T1546.007
T1130>T1553.004 T1131>T1547.002 T1138>T1546.011 T1139>T1552.003 T1141>T1056.002 T1142>T1555.001 T1143>T1564.003 T1144>T1553.001
T1145>T1552.004 T1146>T1070.003 T1147>T1564.002 T1148>T1562.003 T1149 T1150>T1547.011 T1151>T1036.006 T1152>T1569.001
T1153 T1154>T1546.005 T1155>T1059.002 T1156>T1546.004 T1157>T1574.004 T1158>T1564.001 T1159>T1543.001 T1160>T1543.004
T1161>T1546.006 T1162>T1547.011 T1163>T1037.004 T1164>T1547.007 T1165>T1037.005 T1166>T1548.001 T1167>T1555.002 T1168>T1053
T1169>T1548.003 T1170>T1218.005 T1171>T1557.001 T1172>T1090.004 T1173>T1559.002 T1174>T1556.002 T1175 T1177>T1547.008
T1178>T1134.005 T1179>T1056.004 T1180>T1546.002 T1181>T1055.011 T1182>T1546.009 T1183>T1546.012 T1184>T1563.001 T1186>T1055.013
T1188>T1090.003 T1191>T1218.003 T1192>T1566.002 T1193>T1566.001 T1194>T1566.003 T1196>T1218.002 T1198>T1553.003 T1206>T1548.003
T1208>T1558.003 T1209>T1547.003 T1214>T1552.002 T1215>T1547.006 T1223>T1218.001 T1483>T1568.002 T1487>T1561.002 T1488>T1561.001
T1492>T1565.001 T1493>T1565.002 T1494>T1565.003 T1500>T1027.004 T1501>T1543.002 T1502>T1134.004 T1503>T1555.003 T1504>T1546.013
T1506>T1550.004 T1514>T1548.004 T1519>T1546.014 T1522>T1552.005 T1527>T1550.001 T1536>T1578.004 T1547.011>T1647 T1574.002>T1574.001
`;
