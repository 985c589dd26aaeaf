import type { KubernetesVersion } from '../api/version.ts';

/** The fields of a Go struct since a version: `Name:type` in the order of declaration. */
export type FieldsSince = readonly [KubernetesVersion, string];

/**
 * Everything reachable from core/v1 PodTemplateSpec, by Go type without its package; the last line not later than a version holds.
 * Facts read from kubernetes staging/src/k8s.io/api/core/v1/types.go and …/apimachinery/pkg/apis/meta/v1/types.go of 1.32.5, 1.33.2, 1.34.1, 1.35.2, 1.36.2.
 */
export const fieldTables: Readonly<Record<string, readonly FieldsSince[]>> = {
  PodTemplateSpec: [['1.32', 'ObjectMeta:ObjectMeta Spec:PodSpec']],
  ObjectMeta: [
    [
      '1.32',
      'Name:string GenerateName:string Namespace:string SelfLink:string UID:types.UID ResourceVersion:string Generation:int64 CreationTimestamp:Time DeletionTimestamp:*Time DeletionGracePeriodSeconds:*int64 Labels:map[string]string Annotations:map[string]string OwnerReferences:[]OwnerReference Finalizers:[]string ManagedFields:[]ManagedFieldsEntry',
    ],
  ],
  PodSpec: [
    [
      '1.32',
      'Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers:[]EphemeralContainer RestartPolicy:RestartPolicy TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64 DNSPolicy:DNSPolicy NodeSelector:map[string]string ServiceAccountName:string DeprecatedServiceAccount:string AutomountServiceAccountToken:*bool NodeName:string HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname:string Subdomain:string Affinity:*Affinity SchedulerName:string Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName:string Priority:*int32 DNSConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string EnableServiceLinks:*bool PreemptionPolicy:*PreemptionPolicy Overhead:ResourceList TopologySpreadConstraints:[]TopologySpreadConstraint SetHostnameAsFQDN:*bool OS:*PodOS HostUsers:*bool SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements',
    ],
    [
      '1.34',
      'Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers:[]EphemeralContainer RestartPolicy:RestartPolicy TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64 DNSPolicy:DNSPolicy NodeSelector:map[string]string ServiceAccountName:string DeprecatedServiceAccount:string AutomountServiceAccountToken:*bool NodeName:string HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname:string Subdomain:string Affinity:*Affinity SchedulerName:string Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName:string Priority:*int32 DNSConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string EnableServiceLinks:*bool PreemptionPolicy:*PreemptionPolicy Overhead:ResourceList TopologySpreadConstraints:[]TopologySpreadConstraint SetHostnameAsFQDN:*bool OS:*PodOS HostUsers:*bool SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements HostnameOverride:*string',
    ],
    [
      '1.35',
      'Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers:[]EphemeralContainer RestartPolicy:RestartPolicy TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64 DNSPolicy:DNSPolicy NodeSelector:map[string]string ServiceAccountName:string DeprecatedServiceAccount:string AutomountServiceAccountToken:*bool NodeName:string HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname:string Subdomain:string Affinity:*Affinity SchedulerName:string Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName:string Priority:*int32 DNSConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string EnableServiceLinks:*bool PreemptionPolicy:*PreemptionPolicy Overhead:ResourceList TopologySpreadConstraints:[]TopologySpreadConstraint SetHostnameAsFQDN:*bool OS:*PodOS HostUsers:*bool SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements HostnameOverride:*string WorkloadRef:*WorkloadReference',
    ],
    [
      '1.36',
      'Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers:[]EphemeralContainer RestartPolicy:RestartPolicy TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64 DNSPolicy:DNSPolicy NodeSelector:map[string]string ServiceAccountName:string DeprecatedServiceAccount:string AutomountServiceAccountToken:*bool NodeName:string HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname:string Subdomain:string Affinity:*Affinity SchedulerName:string Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName:string Priority:*int32 DNSConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string EnableServiceLinks:*bool PreemptionPolicy:*PreemptionPolicy Overhead:ResourceList TopologySpreadConstraints:[]TopologySpreadConstraint SetHostnameAsFQDN:*bool OS:*PodOS HostUsers:*bool SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements HostnameOverride:*string SchedulingGroup:*PodSchedulingGroup',
    ],
  ],
  Volume: [['1.32', 'Name:string VolumeSource:VolumeSource']],
  VolumeSource: [
    [
      '1.32',
      'HostPath:*HostPathVolumeSource EmptyDir:*EmptyDirVolumeSource GCEPersistentDisk:*GCEPersistentDiskVolumeSource AWSElasticBlockStore:*AWSElasticBlockStoreVolumeSource GitRepo:*GitRepoVolumeSource Secret:*SecretVolumeSource NFS:*NFSVolumeSource ISCSI:*ISCSIVolumeSource Glusterfs:*GlusterfsVolumeSource PersistentVolumeClaim:*PersistentVolumeClaimVolumeSource RBD:*RBDVolumeSource FlexVolume:*FlexVolumeSource Cinder:*CinderVolumeSource CephFS:*CephFSVolumeSource Flocker:*FlockerVolumeSource DownwardAPI:*DownwardAPIVolumeSource FC:*FCVolumeSource AzureFile:*AzureFileVolumeSource ConfigMap:*ConfigMapVolumeSource VsphereVolume:*VsphereVirtualDiskVolumeSource Quobyte:*QuobyteVolumeSource AzureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:*PhotonPersistentDiskVolumeSource Projected:*ProjectedVolumeSource PortworxVolume:*PortworxVolumeSource ScaleIO:*ScaleIOVolumeSource StorageOS:*StorageOSVolumeSource CSI:*CSIVolumeSource Ephemeral:*EphemeralVolumeSource Image:*ImageVolumeSource',
    ],
  ],
  HostPathVolumeSource: [['1.32', 'Path:string Type:*HostPathType']],
  EmptyDirVolumeSource: [['1.32', 'Medium:StorageMedium SizeLimit:*resource.Quantity']],
  GCEPersistentDiskVolumeSource: [['1.32', 'PDName:string FSType:string Partition:int32 ReadOnly:bool']],
  AWSElasticBlockStoreVolumeSource: [['1.32', 'VolumeID:string FSType:string Partition:int32 ReadOnly:bool']],
  GitRepoVolumeSource: [['1.32', 'Repository:string Revision:string Directory:string']],
  SecretVolumeSource: [['1.32', 'SecretName:string Items:[]KeyToPath DefaultMode:*int32 Optional:*bool']],
  KeyToPath: [['1.32', 'Key:string Path:string Mode:*int32']],
  NFSVolumeSource: [['1.32', 'Server:string Path:string ReadOnly:bool']],
  ISCSIVolumeSource: [
    [
      '1.32',
      'TargetPortal:string IQN:string Lun:int32 ISCSIInterface:string FSType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth:bool SessionCHAPAuth:bool SecretRef:*LocalObjectReference InitiatorName:*string',
    ],
  ],
  LocalObjectReference: [['1.32', 'Name:string']],
  GlusterfsVolumeSource: [['1.32', 'EndpointsName:string Path:string ReadOnly:bool']],
  PersistentVolumeClaimVolumeSource: [['1.32', 'ClaimName:string ReadOnly:bool']],
  RBDVolumeSource: [
    [
      '1.32',
      'CephMonitors:[]string RBDImage:string FSType:string RBDPool:string RadosUser:string Keyring:string SecretRef:*LocalObjectReference ReadOnly:bool',
    ],
  ],
  FlexVolumeSource: [
    ['1.32', 'Driver:string FSType:string SecretRef:*LocalObjectReference ReadOnly:bool Options:map[string]string'],
  ],
  CinderVolumeSource: [['1.32', 'VolumeID:string FSType:string ReadOnly:bool SecretRef:*LocalObjectReference']],
  CephFSVolumeSource: [
    [
      '1.32',
      'Monitors:[]string Path:string User:string SecretFile:string SecretRef:*LocalObjectReference ReadOnly:bool',
    ],
  ],
  FlockerVolumeSource: [['1.32', 'DatasetName:string DatasetUUID:string']],
  DownwardAPIVolumeSource: [['1.32', 'Items:[]DownwardAPIVolumeFile DefaultMode:*int32']],
  DownwardAPIVolumeFile: [
    ['1.32', 'Path:string FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:*int32'],
  ],
  ObjectFieldSelector: [['1.32', 'APIVersion:string FieldPath:string']],
  ResourceFieldSelector: [['1.32', 'ContainerName:string Resource:string Divisor:resource.Quantity']],
  FCVolumeSource: [['1.32', 'TargetWWNs:[]string Lun:*int32 FSType:string ReadOnly:bool WWIDs:[]string']],
  AzureFileVolumeSource: [['1.32', 'SecretName:string ShareName:string ReadOnly:bool']],
  ConfigMapVolumeSource: [
    ['1.32', 'LocalObjectReference:LocalObjectReference Items:[]KeyToPath DefaultMode:*int32 Optional:*bool'],
  ],
  VsphereVirtualDiskVolumeSource: [
    ['1.32', 'VolumePath:string FSType:string StoragePolicyName:string StoragePolicyID:string'],
  ],
  QuobyteVolumeSource: [['1.32', 'Registry:string Volume:string ReadOnly:bool User:string Group:string Tenant:string']],
  AzureDiskVolumeSource: [
    [
      '1.32',
      'DiskName:string DataDiskURI:string CachingMode:*AzureDataDiskCachingMode FSType:*string ReadOnly:*bool Kind:*AzureDataDiskKind',
    ],
  ],
  PhotonPersistentDiskVolumeSource: [['1.32', 'PdID:string FSType:string']],
  ProjectedVolumeSource: [['1.32', 'Sources:[]VolumeProjection DefaultMode:*int32']],
  VolumeProjection: [
    [
      '1.32',
      'Secret:*SecretProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*ConfigMapProjection ServiceAccountToken:*ServiceAccountTokenProjection ClusterTrustBundle:*ClusterTrustBundleProjection',
    ],
    [
      '1.34',
      'Secret:*SecretProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*ConfigMapProjection ServiceAccountToken:*ServiceAccountTokenProjection ClusterTrustBundle:*ClusterTrustBundleProjection PodCertificate:*PodCertificateProjection',
    ],
  ],
  SecretProjection: [['1.32', 'LocalObjectReference:LocalObjectReference Items:[]KeyToPath Optional:*bool']],
  DownwardAPIProjection: [['1.32', 'Items:[]DownwardAPIVolumeFile']],
  ConfigMapProjection: [['1.32', 'LocalObjectReference:LocalObjectReference Items:[]KeyToPath Optional:*bool']],
  ServiceAccountTokenProjection: [['1.32', 'Audience:string ExpirationSeconds:*int64 Path:string']],
  ClusterTrustBundleProjection: [
    ['1.32', 'Name:*string SignerName:*string LabelSelector:*LabelSelector Optional:*bool Path:string'],
  ],
  LabelSelector: [['1.32', 'MatchLabels:map[string]string MatchExpressions:[]LabelSelectorRequirement']],
  LabelSelectorRequirement: [['1.32', 'Key:string Operator:LabelSelectorOperator Values:[]string']],
  PortworxVolumeSource: [['1.32', 'VolumeID:string FSType:string ReadOnly:bool']],
  ScaleIOVolumeSource: [
    [
      '1.32',
      'Gateway:string System:string SecretRef:*LocalObjectReference SSLEnabled:bool ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string FSType:string ReadOnly:bool',
    ],
  ],
  StorageOSVolumeSource: [
    ['1.32', 'VolumeName:string VolumeNamespace:string FSType:string ReadOnly:bool SecretRef:*LocalObjectReference'],
  ],
  CSIVolumeSource: [
    [
      '1.32',
      'Driver:string ReadOnly:*bool FSType:*string VolumeAttributes:map[string]string NodePublishSecretRef:*LocalObjectReference',
    ],
  ],
  EphemeralVolumeSource: [['1.32', 'VolumeClaimTemplate:*PersistentVolumeClaimTemplate']],
  PersistentVolumeClaimTemplate: [['1.32', 'ObjectMeta:ObjectMeta Spec:PersistentVolumeClaimSpec']],
  PersistentVolumeClaimSpec: [
    [
      '1.32',
      'AccessModes:[]PersistentVolumeAccessMode Selector:*LabelSelector Resources:VolumeResourceRequirements VolumeName:string StorageClassName:*string VolumeMode:*PersistentVolumeMode DataSource:*TypedLocalObjectReference DataSourceRef:*TypedObjectReference VolumeAttributesClassName:*string',
    ],
  ],
  VolumeResourceRequirements: [['1.32', 'Limits:ResourceList Requests:ResourceList']],
  TypedLocalObjectReference: [['1.32', 'APIGroup:*string Kind:string Name:string']],
  TypedObjectReference: [['1.32', 'APIGroup:*string Kind:string Name:string Namespace:*string']],
  ImageVolumeSource: [['1.32', 'Reference:string PullPolicy:PullPolicy']],
  Container: [
    [
      '1.32',
      'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
    ],
    [
      '1.34',
      'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy RestartPolicyRules:[]ContainerRestartRule VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
    ],
  ],
  ContainerPort: [['1.32', 'Name:string HostPort:int32 ContainerPort:int32 Protocol:Protocol HostIP:string']],
  EnvFromSource: [['1.32', 'Prefix:string ConfigMapRef:*ConfigMapEnvSource SecretRef:*SecretEnvSource']],
  ConfigMapEnvSource: [['1.32', 'LocalObjectReference:LocalObjectReference Optional:*bool']],
  SecretEnvSource: [['1.32', 'LocalObjectReference:LocalObjectReference Optional:*bool']],
  EnvVar: [['1.32', 'Name:string Value:string ValueFrom:*EnvVarSource']],
  EnvVarSource: [
    [
      '1.32',
      'FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*ConfigMapKeySelector SecretKeyRef:*SecretKeySelector',
    ],
    [
      '1.34',
      'FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*ConfigMapKeySelector SecretKeyRef:*SecretKeySelector FileKeyRef:*FileKeySelector',
    ],
  ],
  ConfigMapKeySelector: [['1.32', 'LocalObjectReference:LocalObjectReference Key:string Optional:*bool']],
  SecretKeySelector: [['1.32', 'LocalObjectReference:LocalObjectReference Key:string Optional:*bool']],
  ResourceRequirements: [['1.32', 'Limits:ResourceList Requests:ResourceList Claims:[]ResourceClaim']],
  ResourceClaim: [['1.32', 'Name:string Request:string']],
  ContainerResizePolicy: [['1.32', 'ResourceName:ResourceName RestartPolicy:ResourceResizeRestartPolicy']],
  VolumeMount: [
    [
      '1.32',
      'Name:string ReadOnly:bool RecursiveReadOnly:*RecursiveReadOnlyMode MountPath:string SubPath:string MountPropagation:*MountPropagationMode SubPathExpr:string',
    ],
  ],
  VolumeDevice: [['1.32', 'Name:string DevicePath:string']],
  Probe: [
    [
      '1.32',
      'ProbeHandler:ProbeHandler InitialDelaySeconds:int32 TimeoutSeconds:int32 PeriodSeconds:int32 SuccessThreshold:int32 FailureThreshold:int32 TerminationGracePeriodSeconds:*int64',
    ],
  ],
  ProbeHandler: [['1.32', 'Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction GRPC:*GRPCAction']],
  ExecAction: [['1.32', 'Command:[]string']],
  HTTPGetAction: [
    ['1.32', 'Path:string Port:intstr.IntOrString Host:string Scheme:URIScheme HTTPHeaders:[]HTTPHeader'],
  ],
  HTTPHeader: [['1.32', 'Name:string Value:string']],
  TCPSocketAction: [['1.32', 'Port:intstr.IntOrString Host:string']],
  GRPCAction: [['1.32', 'Port:int32 Service:*string']],
  Lifecycle: [
    ['1.32', 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler'],
    ['1.33', 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:*Signal'],
  ],
  LifecycleHandler: [['1.32', 'Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction Sleep:*SleepAction']],
  SleepAction: [['1.32', 'Seconds:int64']],
  SecurityContext: [
    [
      '1.32',
      'Capabilities:*Capabilities Privileged:*bool SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int64 RunAsGroup:*int64 RunAsNonRoot:*bool ReadOnlyRootFilesystem:*bool AllowPrivilegeEscalation:*bool ProcMount:*ProcMountType SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile',
    ],
  ],
  Capabilities: [['1.32', 'Add:[]Capability Drop:[]Capability']],
  SELinuxOptions: [['1.32', 'User:string Role:string Type:string Level:string']],
  WindowsSecurityContextOptions: [
    ['1.32', 'GMSACredentialSpecName:*string GMSACredentialSpec:*string RunAsUserName:*string HostProcess:*bool'],
  ],
  SeccompProfile: [['1.32', 'Type:SeccompProfileType LocalhostProfile:*string']],
  AppArmorProfile: [['1.32', 'Type:AppArmorProfileType LocalhostProfile:*string']],
  EphemeralContainer: [['1.32', 'EphemeralContainerCommon:EphemeralContainerCommon TargetContainerName:string']],
  EphemeralContainerCommon: [
    [
      '1.32',
      'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
    ],
    [
      '1.34',
      'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy RestartPolicyRules:[]ContainerRestartRule VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
    ],
  ],
  PodSecurityContext: [
    [
      '1.32',
      'SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int64 RunAsGroup:*int64 RunAsNonRoot:*bool SupplementalGroups:[]int64 SupplementalGroupsPolicy:*SupplementalGroupsPolicy FSGroup:*int64 Sysctls:[]Sysctl FSGroupChangePolicy:*PodFSGroupChangePolicy SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile SELinuxChangePolicy:*PodSELinuxChangePolicy',
    ],
  ],
  Sysctl: [['1.32', 'Name:string Value:string']],
  Affinity: [['1.32', 'NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAntiAffinity']],
  NodeAffinity: [
    [
      '1.32',
      'RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm',
    ],
  ],
  NodeSelector: [['1.32', 'NodeSelectorTerms:[]NodeSelectorTerm']],
  NodeSelectorTerm: [['1.32', 'MatchExpressions:[]NodeSelectorRequirement MatchFields:[]NodeSelectorRequirement']],
  NodeSelectorRequirement: [['1.32', 'Key:string Operator:NodeSelectorOperator Values:[]string']],
  PreferredSchedulingTerm: [['1.32', 'Weight:int32 Preference:NodeSelectorTerm']],
  PodAffinity: [
    [
      '1.32',
      'RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm',
    ],
  ],
  PodAffinityTerm: [
    [
      '1.32',
      'LabelSelector:*LabelSelector Namespaces:[]string TopologyKey:string NamespaceSelector:*LabelSelector MatchLabelKeys:[]string MismatchLabelKeys:[]string',
    ],
  ],
  WeightedPodAffinityTerm: [['1.32', 'Weight:int32 PodAffinityTerm:PodAffinityTerm']],
  PodAntiAffinity: [
    [
      '1.32',
      'RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm',
    ],
  ],
  Toleration: [
    ['1.32', 'Key:string Operator:TolerationOperator Value:string Effect:TaintEffect TolerationSeconds:*int64'],
  ],
  HostAlias: [['1.32', 'IP:string Hostnames:[]string']],
  PodDNSConfig: [['1.32', 'Nameservers:[]string Searches:[]string Options:[]PodDNSConfigOption']],
  PodDNSConfigOption: [['1.32', 'Name:string Value:*string']],
  PodReadinessGate: [['1.32', 'ConditionType:PodConditionType']],
  TopologySpreadConstraint: [
    [
      '1.32',
      'MaxSkew:int32 TopologyKey:string WhenUnsatisfiable:UnsatisfiableConstraintAction LabelSelector:*LabelSelector MinDomains:*int32 NodeAffinityPolicy:*NodeInclusionPolicy NodeTaintsPolicy:*NodeInclusionPolicy MatchLabelKeys:[]string',
    ],
  ],
  PodOS: [['1.32', 'Name:OSName']],
  PodSchedulingGate: [['1.32', 'Name:string']],
  PodResourceClaim: [['1.32', 'Name:string ResourceClaimName:*string ResourceClaimTemplateName:*string']],
  PodCertificateProjection: [
    [
      '1.34',
      'SignerName:string KeyType:string MaxExpirationSeconds:*int32 CredentialBundlePath:string KeyPath:string CertificateChainPath:string',
    ],
    [
      '1.35',
      'SignerName:string KeyType:string MaxExpirationSeconds:*int32 CredentialBundlePath:string KeyPath:string CertificateChainPath:string UserAnnotations:map[string]string',
    ],
  ],
  FileKeySelector: [['1.34', 'VolumeName:string Path:string Key:string Optional:*bool']],
  ContainerRestartRule: [['1.34', 'Action:ContainerRestartRuleAction ExitCodes:*ContainerRestartRuleOnExitCodes']],
  ContainerRestartRuleOnExitCodes: [['1.34', 'Operator:ContainerRestartRuleOnExitCodesOperator Values:[]int32']],
  WorkloadReference: [['1.35', 'Name:string PodGroup:string PodGroupReplicaKey:string']],
  PodSchedulingGroup: [['1.36', 'PodGroupName:*string']],
};

/** Go types that are strings under a name of their own. */
export const namedStrings: ReadonlySet<string> = new Set([
  'ManagedFieldsOperationType',
  'HostPathType',
  'StorageMedium',
  'AzureDataDiskCachingMode',
  'AzureDataDiskKind',
  'LabelSelectorOperator',
  'PersistentVolumeAccessMode',
  'ResourceName',
  'PersistentVolumeMode',
  'PullPolicy',
  'Protocol',
  'ResourceResizeRestartPolicy',
  'ContainerRestartPolicy',
  'RecursiveReadOnlyMode',
  'MountPropagationMode',
  'URIScheme',
  'TerminationMessagePolicy',
  'Capability',
  'ProcMountType',
  'SeccompProfileType',
  'AppArmorProfileType',
  'RestartPolicy',
  'DNSPolicy',
  'SupplementalGroupsPolicy',
  'PodFSGroupChangePolicy',
  'PodSELinuxChangePolicy',
  'NodeSelectorOperator',
  'TolerationOperator',
  'TaintEffect',
  'PodConditionType',
  'PreemptionPolicy',
  'UnsatisfiableConstraintAction',
  'NodeInclusionPolicy',
  'OSName',
  'Signal',
  'ContainerRestartRuleAction',
  'ContainerRestartRuleOnExitCodesOperator',
]);
