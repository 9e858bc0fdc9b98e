/** Names of the element inside UserData, by channel in lower case, and by event id where only some events have it. */
export const USER_DATA_ROOTS: readonly {
  readonly channel: string;
  readonly ids?: readonly number[];
  readonly roots: readonly string[];
}[] = [
  { channel: 'security', ids: [1102, 104], roots: ['LogFileCleared'] },
  { channel: 'system', ids: [104], roots: ['LogFileCleared'] },
  { channel: 'system', ids: [20001], roots: ['InstallDeviceID'] },
  { channel: 'system', ids: [20003], roots: ['AddServiceID'] },
  { channel: 'microsoft-windows-applocker/exe and dll', roots: ['RuleAndFileData'] },
  { channel: 'microsoft-windows-applocker/msi and script', roots: ['RuleAndFileData'] },
  { channel: 'microsoft-windows-applocker/packaged app-deployment', roots: ['RuleAndFileData'] },
  { channel: 'microsoft-windows-applocker/packaged app-execution', roots: ['RuleAndFileData'] },
  {
    channel: 'microsoft-windows-capi2/operational',
    ids: [70],
    roots: ['CryptAcquireCertificatePrivateKey'],
  },
  {
    channel: 'microsoft-windows-certificateservicesclient-lifecycle-system/operational',
    roots: ['CertNotificationData'],
  },
  { channel: 'microsoft-windows-printservice/admin', ids: [354], roots: ['InitFailed'] },
  { channel: 'microsoft-windows-printservice/admin', ids: [808], roots: ['LoadPluginFailed'] },
  { channel: 'microsoft-windows-printservice/admin', ids: [823], roots: ['ChangingDefaultPrinter'] },
  { channel: 'microsoft-windows-printservice/operational', ids: [307], roots: ['DocumentPrinted'] },
  { channel: 'microsoft-windows-printservice/operational', ids: [316], roots: ['DriverAdded'] },
  { channel: 'microsoft-windows-printservice/operational', ids: [848, 849], roots: ['PrinterSharing'] },
  { channel: 'microsoft-windows-terminalservices-localsessionmanager/operational', roots: ['EventXML'] },
  { channel: 'microsoft-windows-terminalservices-remoteconnectionmanager/operational', roots: ['EventXML'] },
  { channel: 'microsoft-windows-wmi-activity/operational', ids: [5857], roots: ['Operation_StartedOperational'] },
  { channel: 'microsoft-windows-wmi-activity/operational', ids: [5858], roots: ['Operation_ClientFailure'] },
  { channel: 'microsoft-windows-wmi-activity/operational', ids: [5859], roots: ['Operation_EssStarted'] },
  { channel: 'microsoft-windows-wmi-activity/operational', ids: [5860], roots: ['Operation_TemporaryEssStarted'] },
  { channel: 'microsoft-windows-wmi-activity/operational', ids: [5861], roots: ['Operation_ESStoConsumerBinding'] },
];
