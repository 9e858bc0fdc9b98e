/**
 * Fields that tell what an event is about, by channel and event id, the most telling first: who, what ran or was touched, by what, from
 * where (names from spec windows-telemetry §2, Appendix A). `Name=Logged` shows a field under the name that rules use for it, `␣` is a
 * blank inside a name. What every alert carries by itself (time, host) is not among them.
 */
export const SHOWN_FIELDS: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon/operational': `
1: User Image CommandLine ParentImage ParentCommandLine CurrentDirectory IntegrityLevel OriginalFileName Hashes ProcessId ParentProcessId
2: User Image TargetFilename CreationUtcTime PreviousCreationUtcTime
3: User Image Initiated Protocol SourceIp SourcePort DestinationIp DestinationHostname DestinationPort
4: State Version
5: User Image ProcessId
6: ImageLoaded Signed Signature SignatureStatus Hashes
7: User Image ImageLoaded Signed Signature SignatureStatus OriginalFileName Hashes
8: SourceUser SourceImage TargetImage TargetUser StartModule StartFunction StartAddress
9: User Image Device
10: SourceUser SourceImage TargetImage TargetUser GrantedAccess CallTrace
11: User Image TargetFilename CreationUtcTime
12: User Image EventType TargetObject
13: User Image TargetObject Details
14: User Image TargetObject NewName
15: User Image TargetFilename Contents Hash
16: Configuration ConfigurationFileHash
17 18: User Image PipeName EventType
19: User Operation Name Query EventNamespace
20: User Operation Name Type Destination
21: User Operation Consumer Filter
22: User Image QueryName QueryResults QueryStatus
23 26: User Image TargetFilename IsExecutable Hashes
24: User Image ClientInfo Hashes
25: User Image Type
27 28 29: User Image TargetFilename Hashes
255: ID Description
`,
  security: `
1102: SubjectUserName SubjectDomainName
4616: SubjectUserName PreviousTime NewTime ProcessName
4624: TargetUserName TargetDomainName LogonType IpAddress WorkstationName AuthenticationPackageName LogonProcessName SubjectUserName ProcessName ElevatedToken TargetLogonId
4625: TargetUserName TargetDomainName LogonType IpAddress WorkstationName Status SubStatus FailureReason AuthenticationPackageName SubjectUserName ProcessName
4634 4647: TargetUserName TargetDomainName LogonType TargetLogonId
4648: SubjectUserName TargetUserName TargetDomainName TargetServerName ProcessName IpAddress
4656 4663: SubjectUserName ObjectType ObjectName AccessMask AccessList ProcessName
4657: SubjectUserName ObjectName ObjectValueName NewValue OldValue ProcessName
4661 4662: SubjectUserName ObjectType ObjectName AccessMask Properties ProcessName
4670 4907: SubjectUserName ObjectType ObjectName OldSd NewSd ProcessName
4672: SubjectUserName PrivilegeList
4673 4674: SubjectUserName ObjectName Service PrivilegeList ProcessName
4688: SubjectUserName Image=NewProcessName CommandLine ParentImage=ParentProcessName MandatoryLabel TokenElevationType TargetUserName NewProcessId ProcessId
4689: SubjectUserName ProcessName Status
4697: SubjectUserName ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount
4698 4699 4700 4701: SubjectUserName TaskName TaskContent
4702: SubjectUserName TaskName TaskContentNew
4703: SubjectUserName EnabledPrivilegeList ProcessName
4704 4705: SubjectUserName TargetSid PrivilegeList
4719: SubjectUserName SubcategoryGuid AuditPolicyChanges
4720 4722 4723 4724 4725 4726 4738 4740 4741 4742 4743 4767: TargetUserName TargetDomainName SubjectUserName UserAccountControl NewUacValue ServicePrincipalNames
4728 4729 4732 4733 4756 4757: TargetUserName MemberName MemberSid SubjectUserName
4731 4727 4754 4799: TargetUserName SubjectUserName CallerProcessName
4765 4766: TargetUserName SourceUserName SubjectUserName
4768: TargetUserName ServiceName IpAddress TicketEncryptionType TicketOptions PreAuthType Status
4769: TargetUserName ServiceName IpAddress TicketEncryptionType TicketOptions Status
4771: TargetUserName ServiceName IpAddress Status PreAuthType
4776: TargetUserName Workstation Status
4781: OldTargetUserName NewTargetUserName TargetDomainName SubjectUserName
4794: SubjectUserName Workstation Status
4778 4779: AccountName ClientName ClientAddress
4798: TargetUserName SubjectUserName CallerProcessName
4825: AccountName AccountDomain ClientAddress
4898 4899 4900: TemplateInternalName TemplateDSObjectFQDN
4904 4905: SubjectUserName AuditSourceName ProcessName
5136 5137 5141: SubjectUserName ObjectDN ObjectClass AttributeLDAPDisplayName AttributeValue OperationType
5140: SubjectUserName IpAddress ShareName ShareLocalPath AccessMask
5142 5143 5144: SubjectUserName ShareName ShareLocalPath
5145: SubjectUserName IpAddress ShareName RelativeTargetName AccessMask AccessList
5156 5157: Application Direction SourceAddress SourcePort DestAddress DestPort
5379: SubjectUserName TargetName Type CountOfCredentialsReturned
5447 5449: ProviderName LayerName FilterName
6416: SubjectUserName DeviceDescription ClassName DeviceId
`,
  system: `
104: SubjectUserName SubjectDomainName Channel BackupPath
7000 7009 7023 7024 7031 7034 7036 7040: param1 param2 param3
7045: ServiceName ImagePath AccountName StartType ServiceType
`,
  'microsoft-windows-powershell/operational': `
4100 4103: Payload ContextInfo
4104: ScriptBlockText Path ScriptBlockId MessageNumber MessageTotal
`,
  'windows powershell': `
400 403 600 800: Data
`,
  'microsoft-windows-windows defender/operational': `
1006 1007 1008 1015 1116 1117 1118 1119: Threat␣Name Severity␣Name Category␣Name Path Process␣Name Detection␣User Action␣Name Source␣Name
1009 1010 1011 1012: Threat␣Name Path Error␣Description
5001 5010 5012 5101: Product␣Name Product␣Version
5007: Old␣Value New␣Value
1013: Domain User Timestamp
`,
  'microsoft-windows-taskscheduler/operational': `
106: TaskName UserContext
129 200 201: TaskName ActionName Path ResultCode
140 141 142: TaskName UserName
`,
  'microsoft-windows-wmi-activity/operational': `
5857: ProviderName HostProcess ProviderPath
5858: User ClientMachine Operation ResultCode
5859 5860: User NamespaceName Query ClientMachine
5861: Namespace ESS CONSUMER PossibleCause
`,
  'microsoft-windows-bits-client/operational': `
3: string string2 processPath
16403: User jobTitle RemoteName LocalName
59 60 61: url name peer hr bytesTransferred
`,
  'microsoft-windows-terminalservices-localsessionmanager/operational': `
21 22 24 25: User Address SessionID
`,
  'microsoft-windows-terminalservices-remoteconnectionmanager/operational': `
1149: Param1 Param2 Param3
`,
  'microsoft-windows-windows firewall with advanced security/firewall': `
2002 2003 2008 2009 2010 2082 2083: Profiles SettingType SettingValueText SettingValueString ModifyingUser ModifyingApplication
2004 2005 2006 2033 2052 2059 2060 2071 2097 2099: RuleName ApplicationPath Direction Protocol LocalPorts RemotePorts RemoteAddresses Action ModifyingApplication ModifyingUser
`,
  'microsoft-windows-ntlm/operational': `
8001: TargetName UserName DomainName ProcessName
8002 8003 8004: UserName DomainName Workstation ProcessName
`,
  'microsoft-windows-dns client events/operational': `
3006 3008 3010 3011 3016 3018 3019 3020: QueryName QueryResults QueryType DnsServerIpAddress QueryStatus
`,
  'microsoft-windows-codeintegrity/operational': `
3001 3004 3023 3033 3034 3035 3036 3037: FileNameBuffer ProcessNameBuffer Status
3076 3077: FileName ProcessName PolicyName OriginalFileName SHA256Hash
`,
  'microsoft-windows-appxdeploymentserver/operational': `
400 401 404 412 442 453 454 854: DeploymentOperation PackageFullName Path ErrorCode CallingProcess
`,
};

/** Channels whose events are those of another. */
export const SHOWN_AS: Readonly<Record<string, string>> = {
  'powershellcore/operational': 'microsoft-windows-powershell/operational',
};

/** Fields of an event that the table does not know are shown up to this many. */
export const SHOWN_OTHERS = 12;

/** Names that say nothing by themselves, left out where an event is shown that the table does not know. */
export const SAYS_LITTLE = /(?:guid|^utctime|^rulename|^binary|^unused\d*|handleid|correlationid|^_)/i;
