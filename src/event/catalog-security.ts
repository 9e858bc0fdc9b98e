/** Data fields of the Security log by event id, all versions together, in the notation of `catalog.ts` (spec windows-telemetry §A.1, §A.2). */
export const SECURITY_FIELDS = `
1100 4608 5024 5033 5120 5121:
1101: Reason
1102: §S ClientProcessId ClientProcessStartKey
1108: Error.@Code ErrorCode EventID PublisherID
4610: AuthenticationPackageName
4611: §S LogonProcessName
4612: AuditsDiscarded
4614: NotificationPackageName
4615: §S InvalidCallName ServerPortName ProcessId ProcessName
4616: §S PreviousDate PreviousTime NewDate NewTime ProcessId ProcessName
4618: EventId ComputerName TargetUserSid TargetUserName TargetUserDomain TargetLogonId EventCount Duration
4621 4906: CrashOnAuditFailValue
4622: SecurityPackageName
4624: §S §T LogonType LogonProcessName AuthenticationPackageName WorkstationName LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort ImpersonationLevel RestrictedAdminMode TargetOutboundUserName TargetOutboundDomainName VirtualAccount TargetLinkedLogonId ElevatedToken RemoteCredentialGuard
4625: §S TargetUserSid TargetUserName TargetDomainName Status FailureReason SubStatus LogonType LogonProcessName AuthenticationPackageName WorkstationName TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort
4626: §S §T LogonType EventIdx EventCountTotal UserClaims DeviceClaims
4627: §S §T LogonType EventIdx EventCountTotal GroupMembership
4634: §T LogonType
4646: notification
4647: §T
4648: §S LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName TargetInfo ProcessId ProcessName IpAddress IpPort
4649: §S TargetUserName TargetDomainName RequestType LogonProcessName AuthenticationPackage WorkstationName TransmittedServices ProcessId ProcessName
4650: LocalMMPrincipalName RemoteMMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort KeyModName MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID
4651: LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort KeyModName MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID
4652: LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort KeyModName FailurePoint FailureReason MMAuthMethod State Role MMImpersonationState MMFilterID InitiatorCookie ResponderCookie
4653: LocalMMPrincipalName RemoteMMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort KeyModName FailurePoint FailureReason MMAuthMethod State Role MMImpersonationState MMFilterID InitiatorCookie ResponderCookie
4654: LocalAddress LocalAddressMask LocalPort LocalTunnelEndpoint RemoteAddress RemoteAddressMask RemotePort RemoteTunnelEndpoint Protocol RemotePrivateAddress KeyModName FailurePoint FailureReason Mode State Role MessageID QMFilterID MMSAID TunnelId TrafficSelectorId
4655: LocalAddress RemoteAddress KeyModName MMSAID
4656: §S ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask PrivilegeList RestrictedSidCount ProcessId ProcessName AccessReason ResourceAttributes
4657: §S ObjectName ObjectValueName HandleId OperationType OldValueType OldValue NewValueType NewValue ProcessId ProcessName
4658: §S ObjectServer HandleId ProcessId ProcessName
4659: §S ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask PrivilegeList ProcessId
4660: §S ObjectServer HandleId ProcessId ProcessName TransactionId
4661: §S ObjectServer ObjectType ObjectName HandleId TransactionId AccessList AccessMask PrivilegeList Properties RestrictedSidCount ProcessId ProcessName AccessReason
4662: §S ObjectServer ObjectType ObjectName OperationType HandleId AccessList AccessMask Properties AdditionalInfo AdditionalInfo2
4663: §S ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId ProcessName ResourceAttributes
4664: §S FileName LinkName TransactionId
4665: AppName AppInstance ClientName ClientDomain ClientLogonId Status
4666: AppName AppInstance ObjectName ScopeName ClientName ClientDomain ClientLogonId Role Group OperationName OperationId
4667: AppName AppInstance ClientName ClientDomain ClientLogonId
4668: AppName AppInstance ClientName ClientDomain ClientLogonId StoreUrl
4670 4907 4911 4913: §S ObjectServer ObjectType ObjectName HandleId OldSd NewSd ProcessId ProcessName
4671: CallerUserSid CallerUserName CallerDomainName CallerLogonId Ordinal
4672: §S PrivilegeList
4673: §S ObjectServer Service PrivilegeList ProcessId ProcessName
4674: §S ObjectServer ObjectType ObjectName HandleId AccessMask PrivilegeList ProcessId ProcessName
4675: TargetUserSid TargetUserName TargetDomainName TdoDirection TdoAttributes TdoType TdoSid SidList
4688: §S NewProcessId NewProcessName TokenElevationType ProcessId CommandLine §T ParentProcessName MandatoryLabel
4689: §S Status ProcessId ProcessName
4690: §S SourceHandleId SourceProcessId TargetHandleId TargetProcessId
4691: §S ObjectType ObjectName AccessList AccessMask ProcessId
4692: §S MasterKeyId RecoveryServer RecoveryKeyId FailureReason
4693: §S MasterKeyId RecoveryReason RecoveryServer RecoveryKeyId FailureId
4694 4695: §S DataDescription MasterKeyId ProtectedDataFlags CryptoAlgorithms FailureReason
4696: §S §T TargetProcessId TargetProcessName ProcessId ProcessName
4697: §S ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount ClientProcessStartKey ClientProcessId ParentProcessId
4698 4699 4700 4701: §S TaskName TaskContent ClientProcessStartKey ClientProcessId ParentProcessId RpcCallClientLocality FQDN
4702: §S TaskName TaskContentNew ClientProcessStartKey ClientProcessId ParentProcessId RpcCallClientLocality FQDN
4703: §S §T ProcessName ProcessId EnabledPrivilegeList DisabledPrivilegeList
4704 4705: §S TargetSid PrivilegeList
4706: DomainName DomainSid §S TdoType TdoDirection TdoAttributes SidFilteringEnabled
4707: DomainName DomainSid §S
4709: param1 param2 param3
4710: param1 param2
4711 4712 5038 6281 6410: param1
4713: §S KerberosPolicyChange
4714: §S EfsPolicyChange
4715: §S OldSd NewSd
4716: §S DomainName DomainSid TdoType TdoDirection TdoAttributes SidFilteringEnabled
4717: §S TargetSid AccessGranted
4718: §S TargetSid AccessRemoved
4719: §S CategoryId SubcategoryId SubcategoryGuid AuditPolicyChanges
4720: §A §S PrivilegeList §U
4722 4724 4725 4740 4767: §A §S
4723 4726 4730 4734 4743 4748 4753 4758 4763 4780 4789 4792: §A §S PrivilegeList
4727 4731 4735 4737 4744 4745 4749 4750 4754 4755 4759 4760 4783 4784 4790 4791: §A §S PrivilegeList SamAccountName SidHistory
4728 4732 4746 4751 4756 4761 4785: MemberName MemberSid §A §S PrivilegeList MembershipExpirationTime
4729 4733 4747 4752 4757 4762 4786 4787 4788: MemberName MemberSid §A §S PrivilegeList
4738: Dummy §A §S PrivilegeList §U
4739: DomainPolicyChanged DomainName DomainSid §S PrivilegeList MinPasswordAge MaxPasswordAge ForceLogoff LockoutThreshold LockoutObservationWindow LockoutDuration PasswordProperties MinPasswordLength PasswordHistoryLength MachineAccountQuota MixedDomainMode DomainBehaviorVersion OemInformation
4741: §A §S PrivilegeList §U DnsHostName ServicePrincipalNames
4742: ComputerAccountChange §A §S PrivilegeList §U DnsHostName ServicePrincipalNames
4764: GroupTypeChange §A §S PrivilegeList
4765 4830: SourceUserName SourceSid §A §S PrivilegeList SidList
4766: SourceUserName TargetUserName TargetDomainName TargetSid SubjectUserName SubjectDomainName SubjectLogonId PrivilegeList
4768: §A ServiceName ServiceSid TicketOptions Status TicketEncryptionType PreAuthType IpAddress IpPort CertIssuerName CertSerialNumber CertThumbprint
4769: TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions TicketEncryptionType IpAddress IpPort Status LogonGuid TransmittedServices
4770: TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions TicketEncryptionType IpAddress IpPort
4771 4824: TargetUserName TargetSid ServiceName TicketOptions Status PreAuthType IpAddress IpPort CertIssuerName CertSerialNumber CertThumbprint
4772 4773: TargetUserName TargetDomainName ServiceName TicketOptions FailureCode IpAddress IpPort
4774: MappingBy ClientUserName MappedName
4775: ClientUserName MappingBy
4776: PackageName TargetUserName Workstation Status
4777: ClientUserName TargetUserName Workstation Status
4778 4779: AccountName AccountDomain LogonID SessionName ClientName ClientAddress
4781: OldTargetUserName NewTargetUserName TargetDomainName TargetSid §S PrivilegeList
4782: TargetUserName TargetDomainName §S
4793: §S Workstation TargetUserName Status
4794: §S Workstation Status
4797: §S Workstation TargetUserName TargetDomainName
4798 4799: §A §S CallerProcessId CallerProcessName
4800 4801 4802 4803: §T SessionId
4816: param1 param2 param3 PeerName ProtocolSequence SecurityError
4817: §S ObjectServer ObjectType ObjectName OldSd NewSd
4818: §S ObjectServer ObjectType ObjectName HandleId ProcessId ProcessName AccessReason StagingReason
4819: §S ObjectServer ObjectType AddedCAPs DeletedCAPs ModifiedCAPs AsIsCAPs
4820: §A DeviceName ServiceName ServiceSid TicketOptions Status TicketEncryptionType PreAuthType IpAddress IpPort CertIssuerName CertSerialNumber CertThumbprint SiloName PolicyName TGTLifetime
4821: TargetUserName TargetDomainName DeviceName ServiceName ServiceSid TicketOptions TicketEncryptionType IpAddress IpPort Status LogonGuid TransitedServices SiloName PolicyName
4822: AccountName DeviceName Status
4823: AccountName DeviceName Status SiloName PolicyName
4825: AccountName AccountDomain LogonID ClientAddress
4826: §S LoadOptions AdvancedOptions ConfigAccessPolicy RemoteEventLogging KernelDebug VsmLaunchType TestSigning FlightSigning DisableIntegrityChecks HypervisorLoadOptions HypervisorLaunchType HypervisorDebug
4864: CollisionTargetType CollisionTargetName ForestRoot TopLevelName DnsName NetbiosName DomainSid Flags
4865 4866: ForestRoot ForestRootSid OperationId EntryType Flags TopLevelName DnsName NetbiosName DomainSid §S
4867: §S ForestRoot ForestRootSid OperationId EntryType Flags TopLevelName DnsName NetbiosName DomainSid
4868 4869 4883 4894: RequestId §S
4870: CertificateSerialNumber RevocationReason §S
4871: NextUpdate NextPublishForBaseCRL NextPublishForDeltaCRL §S
4872: IsBaseCRL CRLNumber KeyContainer NextPublish PublishURLs
4873: RequestId ExtensionName ExtensionDataType ExtensionPolicyFlags ExtensionData §S
4874: RequestId Attributes §S
4875 4877: §S
4876: BackupType §S
4880 4881: CertificateDatabaseHash PrivateKeyUsageCount CACertificateHash CAPublicKeyHash
4882: SecuritySettings §S
4884: Certificate RequestId §S
4885: AuditFilter §S
4886: RequestId Requester Attributes
4887 4888 4889: RequestId Requester Attributes Disposition SubjectKeyIdentifier Subject
4890: EnableRestrictedPermissions RestrictedPermissions §S
4891: Node Entry Value §S
4892: PropertyName PropertyIndex PropertyType PropertyValue §S
4893: RequestId Requester KRAHashes
4895: CertificateHash ValidFrom ValidTo
4896: TableId Filter RowsDeleted §S
4897: RoleSeparationEnabled
4898: TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName TemplateContent SecurityDescriptor
4899: TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName NewTemplateContent OldTemplateContent
4900: TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName NewTemplateContent NewSecurityDescriptor OldTemplateContent OldSecurityDescriptor
4902: PuaCount PuaPolicyId
4904 4905: §S AuditSourceName EventSourceId ProcessId ProcessName
4908: SidList
4909: OldBlockedOrdinals NewBlockedOrdinals
4910: OldIgnoreDefaultSettings NewIgnoreDefaultSettings OldIgnoreLocalSettings NewIgnoreLocalSettings OldBlockedOrdinals NewBlockedOrdinals
4912: §S TargetUserSid CategoryId SubcategoryId SubcategoryGuid AuditPolicyChanges
4928 4929 4930 4931: DestinationDRA SourceDRA SourceAddr NamingContext Options StatusCode
4932: DestinationDRA SourceDRA NamingContext Options SessionID StartUSN
4933: DestinationDRA SourceDRA NamingContext Options SessionID EndUSN StatusCode
4934: SessionID Object Attribute TypeOfChange NewValue USN StatusCode
4935: ReplicationEvent AuditStatusCode
4936: ReplicationEvent AuditStatusCode ReplicationStatusCode
4937: DestinationDRA SourceDRA Object Options StatusCode
4944: GroupPolicyApplied Profile OperationMode RemoteAdminEnabled MulticastFlowsEnabled LogDroppedPacketsEnabled LogSuccessfulConnectionsEnabled
4945: ProfileUsed RuleId RuleName
4946 4947 4948: ProfileChanged RuleId RuleName
4950: ProfileChanged SettingType SettingValue
4951 4952: Profile RuleId RuleName
4953: Profile ReasonForRejection RuleId RuleName
4956: ActiveProfile
4957: RuleId RuleName RuleAttr
4958: RuleId RuleName Error Reason
4960 4961 4962 4963 4965: RemoteAddress SPI
4964: §S LogonGuid §T TargetLogonGuid SidList
4976 4977 4978: LocalAddress RemoteAddress KeyModName
4979: LocalMMPrincipalName RemoteMMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID LocalEMPrincipalName RemoteEMPrincipalName EMAuthMethod EMImpersonationState QMFilterID
4980: LocalMMPrincipalName RemoteMMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA EMImpersonationState QMFilterID
4981: LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID LocalEMPrincipalName RemoteEMPrincipalName EMAuthMethod EMImpersonationState QMFilterID
4982: LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalKeyModPort RemoteAddress RemoteKeyModPort MMCipherAlg MMIntegrityAlg DHGroup MMLifetime QMLimit Role MMImpersonationState MMFilterID MMSAID LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA EMImpersonationState QMFilterID
4983: LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort FailurePoint FailureReason State Role EMImpersonationState QMFilterID
4984: LocalEMPrincipalName RemoteEMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort FailurePoint FailureReason EMAuthMethod State Role EMImpersonationState QMFilterID
4985: §S TransactionId NewState ResourceManager ProcessId ProcessName
5027 5028 5029 5030 5032 5035 5037: ErrorCode
5031: Profiles Application
5039: §S ObjectPath ObjectVirtualPath ProcessId ProcessName
5040 5041 5042: ProfileChanged AuthenticationSetId AuthenticationSetName
5043 5044 5045: ProfileChanged ConnectionSecurityRuleId ConnectionSecurityRuleName
5046 5047 5048: ProfileChanged CryptographicSetId CryptographicSetName
5049: ProfileChanged IpSecSecurityAssociationId IpSecSecurityAssociationName
5050: CallerProcessName ProcessId Publisher
5051: §S FileName VirtualFileName ProcessId ProcessName
5056: §S Module ReturnCode
5057: §S ProviderName AlgorithmName Reason ReturnCode
5058: §S ProviderName AlgorithmName KeyName KeyType KeyFilePath Operation ReturnCode ClientProcessId ClientCreationTime
5059: §S ProviderName AlgorithmName KeyName KeyType Operation ReturnCode ClientProcessId ClientCreationTime
5060: §S ProviderName AlgorithmName KeyName KeyType Reason ReturnCode
5061: §S ProviderName AlgorithmName KeyName KeyType Operation ReturnCode
5062: Module ReturnCode
5063: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId ProviderName ModuleName Operation ReturnCode
5064: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName Operation ReturnCode
5065: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName OldValue NewValue ReturnCode
5066: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName InterfaceId FunctionName Position Operation ReturnCode
5067: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName InterfaceId FunctionName OldValue NewValue ReturnCode
5068: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName InterfaceId FunctionName ProviderName Position Operation ReturnCode
5069: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName InterfaceId FunctionName PropertyName Operation Value ReturnCode
5070: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId Scope ContextName InterfaceId FunctionName PropertyName OldValue NewValue ReturnCode
5071: §S SecurityDescriptor
5122: CAConfigurationId NewValue §S
5123: PropertyName NewValue §S
5124: NewSecuritySettings §S
5125: §S SerialNumber CAName Status
5126: CAConfigurationId NewSigningCertificateHash
5127: CAConfigurationId BaseCRLNumber BaseCRLThisUpdate BaseCRLHash DeltaCRLNumber DeltaCRLIndicator DeltaCRLThisUpdate DeltaCRLHash
5136: OpCorrelationID AppCorrelationID §S DSName DSType ObjectDN ObjectGUID ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue OperationType
5137: OpCorrelationID AppCorrelationID §S DSName DSType ObjectDN ObjectGUID ObjectClass
5138 5139: OpCorrelationID AppCorrelationID §S DSName DSType OldObjectDN NewObjectDN ObjectGUID ObjectClass
5140: §S IpAddress IpPort ShareName ObjectType ShareLocalPath AccessMask AccessList
5141: OpCorrelationID AppCorrelationID §S DSName DSType ObjectDN ObjectGUID ObjectClass TreeDelete
5142 5144: §S ShareName ShareLocalPath
5143: §S ObjectType ShareName ShareLocalPath OldRemark NewRemark OldMaxUsers NewMaxUsers OldShareFlags NewShareFlags OldSD NewSD
5145: §S ObjectType IpAddress IpPort ShareName ShareLocalPath RelativeTargetName AccessMask AccessList AccessReason
5146 5147: Direction SourceAddress DestAddress EtherType VlanTag vSwitchID SourcevSwitchPort DestinationvSwitchPort FilterRTID LayerName LayerRTID
5148: Type
5149: Type PacketsDiscarded
5150 5151: Direction SourceAddress DestAddress EtherType MediaType InterfaceType VlanTag FilterRTID LayerName LayerRTID
5152 5153: ProcessId Application Direction SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID LayerName LayerRTID
5154 5155 5158 5159: ProcessId Application SourceAddress SourcePort Protocol FilterRTID LayerName LayerRTID
5156 5157: ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID
5168: §S SpnName ErrorCode ServerNames ConfiguredNames IpAddresses
5169 5170: OpCorrelationID AppCorrelationID §S DSName DSType ObjectDN ObjectGUID ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue ExpirationTime OperationType
5376 5377: §S BackupFileName ProcessCreationTime ClientProcessId
5378: §S Package UserUPN TargetServer CredType
5379: §S TargetName Type CountOfCredentialsReturned ReadOperation ReturnCode ProcessCreationTime ClientProcessId
5380: §S SearchString SchemaFriendlyName Schema CountOfCredentialsReturned ProcessCreationTime ClientProcessId
5381: §S Flags CountOfCredentialsReturned ProcessCreationTime ClientProcessId
5382: §S SchemaFriendlyName Schema Resource Identity PackageSid Flags ReturnCode ProcessCreationTime ClientProcessId
5440: ProviderKey ProviderName CalloutKey CalloutName CalloutType CalloutId LayerKey LayerName LayerId
5441: ProviderKey ProviderName FilterKey FilterName FilterType FilterId LayerKey LayerName LayerId Weight Conditions Action CalloutKey CalloutName
5442: ProviderKey ProviderName ProviderType
5443: ProviderKey ProviderName ProviderContextKey ProviderContextName ProviderContextType
5444: ProviderKey ProviderName SubLayerKey SubLayerName SubLayerType Weight
5446: ProcessId UserSid UserName ProviderKey ProviderName ChangeType CalloutKey CalloutName CalloutType CalloutId LayerKey LayerName LayerId
5447: ProcessId UserSid UserName ProviderKey ProviderName ChangeType FilterKey FilterName FilterType FilterId LayerKey LayerName LayerId Weight Conditions Action CalloutKey CalloutName
5448: ProcessId UserSid UserName ChangeType ProviderKey ProviderName ProviderType
5449: ProcessId UserSid UserName ProviderKey ProviderName ChangeType ProviderContextKey ProviderContextName ProviderContextType
5450: ProcessId UserSid UserName ProviderKey ProviderName ChangeType SubLayerKey SubLayerName SubLayerType Weight
5451: LocalAddress LocalAddressMask LocalPort LocalTunnelEndpoint RemoteAddress RemoteAddressMask RemotePort PeerPrivateAddress RemoteTunnelEndpoint IpProtocol KeyingModuleName AhAuthType EspAuthType CipherType LifetimeSeconds LifetimeKilobytes LifetimePackets Mode Role TransportFilterId MainModeSaId QuickModeSaId InboundSpi OutboundSpi TunnelId TrafficSelectorId
5452: LocalAddress LocalPort LocalTunnelEndpoint RemoteAddress RemotePort RemoteTunnelEndpoint IpProtocol QuickModeSaId LocalAddressMask RemoteAddressMask TunnelId TrafficSelectorId
5456 5458 5460 5471 5473: Policy
5457 5459 5461 5462 5472 5474: Policy Error
5477: QuickModeFilter Error
5483 5484: Error
5632: SSID Identity SubjectUserName SubjectDomainName SubjectLogonId PeerMac LocalMac IntfGuid ReasonCode ReasonText ErrorCode EAPReasonCode EapRootCauseString EAPErrorCode
5633: InterfaceName Identity SubjectUserName SubjectDomainName SubjectLogonId ReasonCode ReasonText ErrorCode
5712: SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId ProcessId ProcessName RemoteIpAddress RemotePort InterfaceUuid ProtocolSequence AuthenticationService AuthenticationLevel
5888: SubjectUserSid SubjectUserName SubjectUserDomainName SubjectLogonId ObjectCollectionName ObjectIdentifyingProperties ModifiedObjectProperties
5889 5890: SubjectUserSid SubjectUserName SubjectUserDomainName SubjectLogonId ObjectCollectionName ObjectIdentifyingProperties ObjectProperties
6144 6145: ErrorCode GPOList
6272: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState QuarantineSessionIdentifier LoggingResult
6273: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier ReasonCode Reason LoggingResult
6274 6275: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier ReasonCode Reason
6276 6278: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState ExtendedQuarantineState QuarantineSessionID QuarantineHelpURL QuarantineSystemHealthResult
6277: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState ExtendedQuarantineState QuarantineSessionID QuarantineHelpURL QuarantineSystemHealthResult QuarantineGraceTime
6279 6280: SubjectUserSid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName
6400 6401 6402: ClientIPAddress
6403: HostedCacheName
6404: HostedCacheName ErrorCode
6405: EventId Count
6406 6408: ProductName Categories
6407: Message
6409: GUID
6416: §S DeviceId DeviceDescription ClassId ClassName VendorIds CompatibleIds LocationInformation
6417: ProcessId ProcessName
6418: ProcessId ProcessName FatalCode
6419 6420 6421 6422 6423 6424: §S DeviceId DeviceDescription ClassId ClassName HardwareIds CompatibleIds LocationInformation
`;
