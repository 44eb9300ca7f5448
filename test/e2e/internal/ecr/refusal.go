package ecr

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// A Refusal is how ECR answers a pull that it does not serve.
type Refusal struct {
	Status int
	Code   string // of the registry protocol
	// Message is ECR's, with REPOSITORY and ACCOUNT for what is filled in.
	Message string
	Source  string
}

// The refusals, each with the page that shows it.
var (
	// NoRepository: no rule has the prefix, or the principal may not create the
	// repository.
	NoRepository = Refusal{
		http.StatusNotFound, "NAME_UNKNOWN",
		"The repository with name 'REPOSITORY' does not exist in the registry with id 'ACCOUNT'",
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/error-pullthroughcache.html",
	}
	// NoImage: the upstream has no such tag, the principal may not import it, or a
	// digest was asked for that is not in the cache
	// (https://github.com/aws/containers-roadmap/issues/2837).
	NoImage = Refusal{
		http.StatusNotFound, "MANIFEST_UNKNOWN",
		"Requested image not found",
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/error-pullthroughcache.html",
	}
	// UpstreamLogin: the upstream does not take the rule's credential, or, like Docker
	// Hub, answers so to a repository that it does not have.
	UpstreamLogin = Refusal{
		http.StatusForbidden, "DENIED",
		"The authentication to the upstream registry failed. Verify that the credentials provided in the pull through cache rule are correct, and try again.",
		"https://github.com/aws/containers-roadmap/issues/2354",
	}
	// TokenExpired: ECR's own token of the client is none of those that are good.
	TokenExpired = Refusal{
		http.StatusForbidden, "DENIED",
		"Your authorization token has expired. Reauthenticate and try again.",
		"https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html",
	}
)

// Refusals lists all of them.
func Refusals() []Refusal { return []Refusal{NoRepository, NoImage, UpstreamLogin, TokenExpired} }

// filled is what an answer fills in.
var filled = regexp.MustCompile(`'?(REPOSITORY|ACCOUNT)'?`)

// Parts are the parts of the message that stand in every answer.
func (r Refusal) Parts() []string {
	return slices.DeleteFunc(filled.Split(r.Message, -1), func(part string) bool { return part == "" })
}

// Error is the refusal as an error.
func (r Refusal) Error() string { return r.Code + ": " + r.Message }

func (r Refusal) write(w http.ResponseWriter, repository, account string) {
	type problem struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	message := strings.NewReplacer("REPOSITORY", repository, "ACCOUNT", account).Replace(r.Message)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.Status)
	// The status went out: a client that is gone hears no more.
	_ = json.NewEncoder(w).Encode(map[string][]problem{"errors": {{r.Code, message}}})
}
