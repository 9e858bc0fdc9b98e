/** Data fields by channel and event id, all versions together, in the notation of `catalog.ts` (spec windows-telemetry §2, §A.2–A.20). */
export const CHANNEL_FIELDS: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon/operational': `
1: RuleName UtcTime ProcessGuid ProcessId Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory User LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser
2: RuleName UtcTime ProcessGuid ProcessId Image TargetFilename CreationUtcTime PreviousCreationUtcTime User
3: RuleName UtcTime ProcessGuid ProcessId Image User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName
4: UtcTime State Version SchemaVersion
5: RuleName UtcTime ProcessGuid ProcessId Image User
6: RuleName UtcTime ImageLoaded Hashes Signed Signature SignatureStatus
7: RuleName UtcTime ProcessGuid ProcessId Image ImageLoaded FileVersion Description Product Company OriginalFileName Hashes Signed Signature SignatureStatus User
8: RuleName UtcTime SourceProcessGuid SourceProcessId SourceImage TargetProcessGuid TargetProcessId TargetImage NewThreadId StartAddress StartModule StartFunction SourceUser TargetUser
9: RuleName UtcTime ProcessGuid ProcessId Image Device User
10: RuleName UtcTime SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID TargetProcessId TargetImage GrantedAccess CallTrace SourceUser TargetUser
11: RuleName UtcTime ProcessGuid ProcessId Image TargetFilename CreationUtcTime User
12: RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject User
13: RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject Details User
14: RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject NewName User
15: RuleName UtcTime ProcessGuid ProcessId Image TargetFilename CreationUtcTime Hash Contents User
16: UtcTime Configuration ConfigurationFileHash
17 18: RuleName EventType UtcTime ProcessGuid ProcessId PipeName Image User
19: RuleName EventType UtcTime Operation User EventNamespace Name Query
20: RuleName EventType UtcTime Operation User Name Type Destination
21: RuleName EventType UtcTime Operation User Consumer Filter
22: RuleName UtcTime ProcessGuid ProcessId QueryName QueryStatus QueryResults Image User
23: RuleName UtcTime ProcessGuid ProcessId User Image TargetFilename Hashes IsExecutable Archived
24: RuleName UtcTime ProcessGuid ProcessId Image Session ClientInfo Hashes Archived User
25: RuleName UtcTime ProcessGuid ProcessId Image Type User
26 28: RuleName UtcTime ProcessGuid ProcessId User Image TargetFilename Hashes IsExecutable
27 29: RuleName UtcTime ProcessGuid ProcessId User Image TargetFilename Hashes
255: UtcTime ID Description
`,
  system: `
104: SubjectUserName SubjectDomainName Channel BackupPath ClientProcessId ClientProcessStartKey
7000 7009 7023 7036: param1 param2 Binary
7001: param1 param2 param3 Binary TSId UserSid
7026 7030: param1
7031: param1 param2 param3 param4 param5 Binary
7040: param1 param2 param3 param4
7034: param1 param2 Binary
7042: param1 param2 param3 param4 param5 Binary
7043: param1 Binary
10121:
10154: spn1 spn2 error
7045: ServiceName ImagePath ServiceType StartType AccountName
10148 10149:
`,
  'windows powershell': `
300 400 403 600 800: Data Binary
`,
  'microsoft-windows-powershell/operational': `
4100 4103: ContextInfo UserData Payload
4104: MessageNumber MessageTotal ScriptBlockText ScriptBlockId Path
40961 40962:
53504: param1 param2
`,
  'microsoft-windows-taskscheduler/operational': `
100 102: TaskName UserContext InstanceId
101: TaskName UserContext ResultCode
103: TaskName InstanceId UserContext ResultCode
106: TaskName UserContext
107 108 109 111 118: TaskName InstanceId
110: TaskName InstanceId UserContext
119: TaskName UserName InstanceId
129: TaskName Path ProcessID Priority
140 141 142: TaskName UserName
200: TaskName ActionName TaskInstanceId EnginePID
201: TaskName ActionName TaskInstanceId ResultCode EnginePID
203: TaskName TaskInstanceId ActionName ResultCode
322 329: TaskName TaskInstanceId
325: TaskName QueuedTaskInstanceId
`,
  'microsoft-windows-wmi-activity/operational': `
5857: ProviderName Code HostProcess ProcessID ProviderPath
5858: Id ClientMachine User ClientProcessId Component Operation ResultCode PossibleCause
5859: NamespaceName Query User processid providerName Provider queryid PossibleCause
5860: NamespaceName Query User processid MachineName ClientMachine PossibleCause
5861: Namespace ESS CONSUMER PossibleCause
`,
  'microsoft-windows-bits-client/operational': `
3: string string2 string3 jobTitle jobId jobOwner processPath processId
4: User jobTitle jobId jobOwner fileCount bytesTransferred bytesTransferredFromPeer
5: User jobTitle jobId jobOwner fileCount
59: transferId name Id url peer fileTime fileLength bytesTotal bytesTransferred bytesTransferredFromPeer
60 61: transferId name Id url peer hr fileTime fileLength bytesTotal bytesTransferred proxy peerProtocolFlags bytesTransferredFromPeer AdditionalInfoHr PeerContextInfo bandwidthLimit ignoreBandwidthLimitsOnLan
64: Job Url Pgm hr
209: jobName jobId isRoaming
308: number
310: ErrorCode
16403: User jobTitle jobId jobOwner fileCount RemoteName LocalName processId ClientProcessStartKey
16404: function line hr
`,
  'microsoft-windows-winrm/operational': `
2 8 15 16 29 31 33 42 45 48 193 208 209 211 212 254:
6: connection
10: optionCode optionName optionValue
11: resourceUri shellId
13: commandId
41: applicationID
44: destination
47: operationType namespaceName className
87: errorCode
91: ErrorCode DataItemName EventPayload resourceUri
132: operationName
142: operationName errorCode
145: operationName resourceUri
161: authFailureMessage
169: username authenticationMechanism
`,
  'microsoft-windows-windows defender/operational': `
1116 1117 1119: Product␣Name Product␣Version Detection␣ID Detection␣Time Unused Unused2 Threat␣ID Threat␣Name Severity␣ID Severity␣Name Category␣ID Category␣Name FWLink Status␣Code Status␣Description State Source␣ID Source␣Name Process␣Name Detection␣User Unused3 Path Origin␣ID Origin␣Name Execution␣ID Execution␣Name Type␣ID Type␣Name Pre␣Execution␣Status Action␣ID Action␣Name Unused4 Error␣Code Error␣Description Unused5 Post␣Clean␣Status Additional␣Actions␣ID Additional␣Actions␣String Remediation␣User Unused6 Signature␣Version Engine␣Version Security␣intelligence␣Version
5007: Product␣Name Product␣Version Old␣Value New␣Value
`,
  'microsoft-windows-windows firewall with advanced security/firewall': `
2004: RuleId RuleName Origin ApplicationPath ServiceName Direction Protocol LocalPorts RemotePorts Action Profiles LocalAddresses RemoteAddresses RemoteMachineAuthorizationList RemoteUserAuthorizationList EmbeddedContext Flags Active EdgeTraversal LooseSourceMapped SecurityOptions ModifyingUser ModifyingApplication SchemaVersion RuleStatus LocalOnlyMapped
`,
  'microsoft-windows-terminalservices-localsessionmanager/operational': `
21 22 24 25: User SessionID Address
23: User SessionID
39: TargetSession Source
40: Session Reason
`,
  'microsoft-windows-terminalservices-remoteconnectionmanager/operational': `
258 261: listenerName
1149: Param1 Param2 Param3
`,
  'microsoft-windows-terminalservices-gateway/operational': `
200 300 302: Username IpAddress AuthType Resource ConnectionProtocol ErrorCode
303: Username IpAddress AuthType Resource BytesReceived BytesTransfered SessionDuration ConnectionProtocol ErrorCode
312: Username IpAddress
`,
  'microsoft-windows-remotedesktopservices-rdpcorets/operational': `
131: ConnType ClientIP
140: IPString
`,
  'microsoft-windows-ntlm/operational': `
4001 8001: TargetName UserName DomainName CallerPID ProcessName ClientLUID ClientUserName ClientDomainName MechanismOID
4002 8002: CallerPID ProcessName ClientLUID ClientUserName ClientDomainName MechanismOID
4003 8003: UserName DomainName Workstation CallerPID ProcessName LogonType InProc MechanismOID
4010: CallerPID ProcessName NegotiatedSecurity RequiredSecurity
`,
  'microsoft-windows-dns client events/operational': `
3006: QueryName QueryType QueryOptions ServerList IsNetworkQuery NetworkQueryIndex InterfaceIndex IsAsyncQuery
3008: QueryName QueryType QueryOptions QueryStatus QueryResults
3009: QueryName IsParallelNetworkQuery NetworkIndex InterfaceCount AdapterName LocalAddress DNSServerAddress
3010: QueryName QueryType DnsServerIpAddress
3011: QueryName QueryType DnsServerIpAddress ResponseStatus
3016: QueryName QueryType QueryOptions InterfaceIndex
3018: QueryName QueryType QueryOptions Status QueryResults
3019: QueryName QueryType InterfaceIndex NetworkIndex
3020: QueryName QueryType NetworkIndex InterfaceIndex Status QueryResults
`,
  'microsoft-windows-codeintegrity/operational': `
3001 3004 3023 3035 3036 3037: FileNameLength FileNameBuffer SecureRequired RequestedSigningLevel ProcessNameLength ProcessNameBuffer
3033 3034: FileNameLength FileNameBuffer ProcessNameLength ProcessNameBuffer RequestedPolicy ValidatedPolicy Status
3076 3077: FileNameLength FileName ProcessNameLength ProcessName RequestedSigningLevel ValidatedSigningLevel Status SHA1HashSize SHA1Hash SHA256HashSize SHA256Hash USN SISigningScenario SHA1FlatHashSize SHA1FlatHash SHA256FlatHashSize SHA256FlatHash PolicyNameLength PolicyName PolicyIDLength PolicyID PolicyHashSize PolicyHash OriginalFileNameLength OriginalFileName InternalNameLength InternalName FileDescriptionLength FileDescription ProductNameLength ProductName FileVersion PolicyGUID UserWriteable PackageFamilyNameLength PackageFamilyName
3082 3104: FileNameLength FileNameBuffer
3089: TotalSignatureCount Signature HashSize Hash SignatureType ValidatedSigningLevel VerificationError Flags PolicyBits NotValidBefore NotValidAfter PublisherNameLength PublisherName IssuerNameLength IssuerName CacheState PageHash PublisherTBSHashSize PublisherTBSHash IssuerTBSHashSize IssuerTBSHash
`,
  'microsoft-windows-smbclient/security': `
31001: Reason Status SecurityStatus LogonId ServerNameLength ServerName PrincipalNameLength PrincipalName UserNameLength UserName
31010: Reason Status ShareNameLength ShareName ObjectNameLength ObjectName
31017: UserNameLength UserName ServerNameLength ServerName
`,
  'microsoft-windows-smbclient/connectivity': `
30803: Reason Status ServerNameLength ServerName AddressLength Address ConnectionType RemoteAddress LocalAddress InstanceNameLength InstanceName
30804: Reason Status ServerNameLength ServerName AddressLength Address ConnectionType
30806 30807: Status SessionId TreeId ServerNameLength ServerName AddressLength Address
`,
  'microsoft-windows-appxdeploymentserver/operational': `
400: DeploymentOperation PackageFullName Path MountPoint TargetPlatform SystemVolume StorageId IsCentennial PackageType IsPackageEncrypted DeploymentOptions IsStreamingPackage IsInRelatedSet IsPackageUsingBDC MainPackageFamilyName CallingProcess IsOptional PackageFlags
401: DeploymentOperation PackageFullName Path ErrorCode MountPoint TargetPlatform SystemVolume StorageId IsCentennial PackageType IsPackageEncrypted DeploymentOptions IsStreamingPackage IsInRelatedSet IsPackageUsingBDC MainPackageFamilyName CallingProcess IsInPlaceUpdate ErrorFileInfo DetailedMessageInfo IsOptional PackageFlags
404: SummaryError PackageFullName ErrorCode MountPoint TargetPlatform CallingProcess
412: PackageFullName ErrorCode
442: PackageFullName MountPoint
453 454: PackageFullName PolicyReason
603: DeploymentOperation Path Flags FlagsHigh CallingProcess
821: UserSid MainPackageFullName ErrorCode
854: Path
`,
  'microsoft-windows-printservice/operational': `
316: Param1 Param2 Param3 Param4
823: DefaultPrinterSelectedBySpooler OldDefaultPrinter NewDefaultPrinter Status Module
848 849: PrinterName ShareName
`,
  'microsoft-windows-printservice/admin': `
354: Param1 Param2 Param3
808: PluginDllName ErrorCode Context
`,
};
