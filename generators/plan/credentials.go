package plan

// SecretNamePrefix is how the names of all secrets begin that ECR may read
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html).
const SecretNamePrefix = "ecr-pullthroughcache/"

// UsernameKey and TokenKey are the keys of a credential's JSON; ECR reads no others
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html).
const (
	UsernameKey = "username"
	TokenKey    = "accessToken"
)

// GitHub is the upstream whose kinds of tokens can be recognized by how they begin.
const GitHub = "ghcr.io"

// NotClassic returns the beginnings of tokens that GitHub's registry does not accept:
// fine-grained ones and those of GitHub Apps
// (https://docs.github.com/en/packages/learn-github-packages/about-permissions-for-github-packages#about-scopes-and-permissions-for-package-registries).
func NotClassic() []string { return []string{"github_pat_", "ghs_", "ghu_", "ghr_"} }
