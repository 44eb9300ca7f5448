package awscli

// A subject is what a command is about. A row about theX makes one command at most, one about
// aX a command for each of them.
type subject uint8

const (
	theRegistry     subject = iota
	theSecrets              // once, when a rule has a secret
	theTemplateRole         // once, when the template has a role
	aRule
	aSecret   // that of a rule
	aSignIn   // a rule with a secret or a role
	aRuleRole // the role of a rule for another ECR registry
	anImage
	thePolicies // once, when the cluster is to run policies
)

// pullMediaTypes are what a node accepts. Those of indexes are among them, or ECR would
// not answer for an image of several platforms as it answers a node.
const pullMediaTypes = "application/vnd.oci.image.index.v1+json application/vnd.docker.distribution.manifest.list.v2+json application/vnd.oci.image.manifest.v1+json application/vnd.docker.distribution.manifest.v2+json"

// A row is a command with names in the place of values: <ACCOUNT>, <REGION>, ….
type row struct {
	name    string
	about   subject
	purpose string
	line    string
	good    string
	bad     string
	// changes is what the command changes; most read and change nothing.
	changes string
}

// table is every command, in the order to run them: those that change something are the
// last. The answers are those of the API reference
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/,
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/) and of ECR's user
// guide (https://docs.aws.amazon.com/AmazonECR/latest/userguide/error-pullthroughcache.html).
var table = [...]row{
	{
		"caller", theRegistry, "show which identity the calls use",
		`aws sts get-caller-identity --query Arn --output text`,
		`an ARN of account <ACCOUNT>`,
		`another account: sign in to <ACCOUNT> first, or every answer below is about another registry`,
		"",
	},
	{
		"rules", theRegistry, "see the rules of the registry",
		`aws ecr describe-pull-through-cache-rules --registry-id <ACCOUNT> --region <REGION>`,
		`<RULES>, each with this upstreamRegistryUrl; its credentialArn, where it has one, is the secret of the commands below, and its customRoleArn the role`,
		`a prefix is missing, or the list is empty: make the rule, or look whether the same upstreamRegistryUrl has another prefix. It shows what is configured only, not that it works. A rule of the prefix ROOT, or one whose prefix begins another's, may take what is meant for these. An account has at most 50 rules in a Region`,
		"",
	},
	{
		"secret", aSecret, "see the secret of <PREFIX>, without its value",
		`aws secretsmanager describe-secret --secret-id <SECRET> --region <REGION> --query "{ARN: ARN, KmsKeyId: KmsKeyId, DeletedDate: DeletedDate, Versions: VersionIdsToStages}"`,
		`an ARN of this account and Region, KmsKeyId and DeletedDate null, and one version that is AWSCURRENT`,
		`ResourceNotFoundException: no such secret in this account and Region. A KmsKeyId: ECR reads only secrets under the key aws/secretsmanager. A DeletedDate: it is being deleted, and its name stays taken until then. No version: ECR has nothing to read`,
		"",
	},
	{
		"secret-keys", aSecret, "see the names of the keys in the secret of <PREFIX>; no value is shown",
		`aws secretsmanager get-secret-value --secret-id <SECRET> --region <REGION> --query SecretString --output text | jq -c 'if type == "object" then keys else type end'`,
		`["accessToken","username"]`,
		`other names, such as password or token: ECR looks for username and accessToken. A word such as "string", or a parse error: the value is no JSON object, perhaps the token alone`,
		"",
	},
	{
		"service-role", theSecrets, "see the role with which ECR reads secrets",
		`aws iam get-role --role-name AWSServiceRoleForECRPullThroughCache --query Role.Arn --output text`,
		`an ARN that ends in AWSServiceRoleForECRPullThroughCache`,
		`NoSuchEntity: ECR makes it with the account's first rule; whoever makes that needs iam:CreateServiceLinkedRole`,
		"",
	},
	{
		"rule-role", aRuleRole, "see who may assume the role of the rule of <PREFIX>",
		`aws iam get-role --role-name <ROLE> --query Role.AssumeRolePolicyDocument`,
		`the Service pullthroughcache.ecr.amazonaws.com, with sts:AssumeRole`,
		`NoSuchEntity: there is no such role. ecr.amazonaws.com: that is for the role of a template; a rule's role trusts pullthroughcache.ecr.amazonaws.com, or its pulls fail`,
		"",
	},
	{
		"template-service-role", theRegistry, "see the role with which ECR makes repositories by templates",
		`aws iam get-role --role-name AWSServiceRoleForECRTemplate --query Role.Arn --output text`,
		`an ARN that ends in AWSServiceRoleForECRTemplate`,
		`NoSuchEntity: ECR makes it with the account's first template; whoever makes that needs iam:CreateServiceLinkedRole`,
		"",
	},
	{
		"template-role", theTemplateRole, "see who may assume the role of the templates",
		`aws iam get-role --role-name <TEMPLATE-ROLE> --query Role.AssumeRolePolicyDocument`,
		`the Service ecr.amazonaws.com, with sts:AssumeRole`,
		`NoSuchEntity, or another Service: ECR cannot make repositories with it, and every first pull fails as not found`,
		"",
	},
	{
		"validate", aSignIn, "let ECR sign in at <UPSTREAM>",
		`aws ecr validate-pull-through-cache-rule --ecr-repository-prefix <PREFIX> --registry-id <ACCOUNT> --region <REGION>`,
		`"isValid": true`,
		`"isValid": false: failure says whether ECR cannot read the secret or assume the role, or <UPSTREAM> does not take them; renew the token there, and put it into the secret; for an ECR registry look at the role and at the policy of its owner`,
		"",
	},
	{
		"registry-policy", theRegistry, "see what the registry itself allows",
		`aws ecr get-registry-policy --region <REGION> --query policyText --output text`,
		`a policy that allows ecr:BatchImportUpstreamImage and ecr:CreateRepository to who pulls; or none, when an IAM policy of theirs does`,
		`RegistryPolicyNotFoundException: there is none, so IAM policies alone decide. A principal that ends in :root only lets IAM decide, too. A Deny wins over everything`,
		"",
	},
	{
		"registry-policy-scope", theRegistry, "see which actions the registry's policy is about",
		`aws ecr get-account-setting --name REGISTRY_POLICY_SCOPE --region <REGION> --query value --output text`,
		`V2: the policy may allow every action of ECR`,
		`V1: it is about ecr:ReplicateImage, ecr:BatchImportUpstreamImage and ecr:CreateRepository only; what it says of other actions, such as ecr:BatchGetImage, does nothing. aws ecr put-account-setting changes that`,
		"",
	},
	{
		"permissions", aRule, "see what the role that pulls may do below <BELOW><FILL>",
		`aws iam simulate-principal-policy --policy-source-arn <PRINCIPAL> --action-names ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchCheckLayerAvailability ecr:BatchImportUpstreamImage ecr:CreateRepository<TAG> --resource-arns "arn:<PARTITION>:ecr:<REGION>:<ACCOUNT>:repository/<BELOW>*" --query "EvaluationResults[].[EvalActionName,EvalDecision]" --output text`,
		`allowed after every action; ecr:CreateRepository is not needed where repositories are made beforehand`,
		`implicitDeny: no IAM policy of the role allows it; the registry's policy, which this command does not look at, still may. AmazonEC2ContainerRegistryReadOnly has neither of the last two, AmazonEC2ContainerRegistryPullOnly has no ecr:CreateRepository`,
		"",
	},
	{
		"sign-in-permission", theRegistry, "see whether the role that pulls may sign in<FILL>",
		`aws iam simulate-principal-policy --policy-source-arn <PRINCIPAL> --action-names ecr:GetAuthorizationToken --query "EvaluationResults[].[EvalActionName,EvalDecision]" --output text`,
		`allowed after ecr:GetAuthorizationToken`,
		`implicitDeny: no pull of this role can work; the action is allowed on the resource * only, so no policy of a registry or repository can give it`,
		"",
	},
	{
		"templates", theRegistry, "see how ECR makes repositories",
		`aws ecr describe-repository-creation-templates --region <REGION> --query "repositoryCreationTemplates[].{prefix: prefix, appliedFor: appliedFor, customRoleArn: customRoleArn, resourceTags: resourceTags, encryption: encryptionConfiguration, mutability: imageTagMutability}"`,
		`for each of <PREFIXES> a template of exactly this prefix, with PULL_THROUGH_CACHE in appliedFor, and a customRoleArn if it has resourceTags or a KMS key`,
		`[], or a prefix that is not there (TemplateNotFoundException in older versions): repositories are made with ECR's defaults, without a lifecycle policy, unless a template of a shorter prefix or ROOT applies. Tags or a KMS key without customRoleArn: every first pull fails as not found`,
		"",
	},
	{
		"repositories", aRule, "see what was pulled once below <BELOW>",
		`aws ecr describe-repositories --registry-id <ACCOUNT> --region <REGION> --query "repositories[?starts_with(repositoryName, '<BELOW>')].repositoryName" --output text`,
		`the repositories of the images that run`,
		`nothing: no pull came through this rule yet. One that is missing was never pulled, or ECR could not make it`,
		"",
	},
	{
		"admission-api", thePolicies, "see whether the cluster can run the policies of spec.admission",
		`kubectl api-resources --api-group=<API-GROUP> --output name`,
		`<POLICIES> among the names`,
		`a name is missing: kubectl apply would refuse the policy, and nothing changes. mutatingadmissionpolicies need Kubernetes 1.36, or 1.34 with a feature gate and version: v1beta1; validatingadmissionpolicies 1.30; those of Kyverno its release 1.17. mutate: false, or engine: Kyverno, needs less`,
		"",
	},
	{
		"image", anImage, "see the image in <REPOSITORY>",
		`aws ecr describe-images --repository-name <REPOSITORY> --image-ids <ID> --registry-id <ACCOUNT> --region <REGION>`,
		`one image; imagePushedAt is when it was imported`,
		`ImageNotFoundException: it was not imported yet, or a lifecycle policy expired it. RepositoryNotFoundException: nothing of this repository was`,
		"",
	},
	{
		"lifecycle", anImage, "see what expires in <REPOSITORY>",
		`aws ecr get-lifecycle-policy --repository-name <REPOSITORY> --registry-id <ACCOUNT> --region <REGION> --query lifecyclePolicyText --output text`,
		`rules that keep what runs; or LifecyclePolicyNotFoundException, when nothing expires`,
		`a countNumber below the number of tags in use, or an age of a few days: the image is imported anew by the next pull`,
		"",
	},
	{
		"log-in", theRegistry, "sign in to the registry, as a node does",
		`aws ecr get-login-password --region <REGION> | docker login --username AWS --password-stdin <HOST>`,
		`Login Succeeded`,
		`AccessDeniedException: the caller needs ecr:GetAuthorizationToken on every resource. The login is good for 12 hours`,
		"docker on this machine keeps the login",
	},
	{
		"failures", anImage, "pull the manifest of <REPOSITORY> as a node does, and see why not",
		`aws ecr batch-get-image --repository-name <REPOSITORY> --image-ids <ID> --registry-id <ACCOUNT> --region <REGION> --accepted-media-types ` + pullMediaTypes + ` --query failures`,
		`[]`,
		`RepositoryNotFoundException: there is no such repository, and the caller may not make it. ImageNotFound: the upstream has no such tag, or the caller may not import it. UpstreamAccessDenied, UpstreamTooManyRequests, UpstreamUnavailable: what the upstream answered ECR; after UpstreamTooManyRequests wait, or use another credential`,
		"it is a pull: ECR may make the repository, import the image and bill its storage; it counts against the limits of the upstream, and sets the time of the last pull",
	},
}
