package events

import (
	"encoding/json"
	"regexp"
	"slices"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/live"
)

// record is what CloudTrail writes of a call
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
type record struct {
	ID        string `json:"eventID"`
	Time      string `json:"eventTime"`
	Source    string `json:"eventSource"`
	Name      string `json:"eventName"`
	Region    string `json:"awsRegion"`
	Account   string `json:"recipientAccountId"`
	Code      string `json:"errorCode"`
	Message   string `json:"errorMessage"`
	Requested struct {
		Repository string    `json:"repositoryName"`
		Tag        string    `json:"imageTag"`
		Images     []imageID `json:"imageIds"`
	} `json:"requestParameters"`
	Resources []struct {
		ARN string `json:"ARN"`
	} `json:"resources"`
}

type imageID struct {
	Tag    string `json:"imageTag"`
	Digest string `json:"imageDigest"`
}

// ofPulls are the calls of a pull and of an import: the node's, those that ECR makes itself,
// and the repository that a first pull makes. BatchImportUpstreamImage is a permission and
// no call. A call that only looks, such as one for a policy that is not there, is no failed pull
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html). The
// last one is no call: ECR writes it where it could not apply a repository creation template.
var ofPulls = []string{
	"BatchGetImage", "GetDownloadUrlForLayer", "BatchCheckLayerAvailability", "ListImageReferrers", "CreateRepository",
	"InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage", "ECRPullThroughCacheWithTemplate",
}

// alreadyThere are the errors of a call that makes what another one has just made, so that it is
// there to be pulled. ImageTagAlreadyExistsException is not among them: immutable tags keep an
// image out of the cache by it.
var alreadyThere = []string{"RepositoryAlreadyExistsException", "ImageAlreadyExistsException", "LayerAlreadyExistsException"}

// repositoryARN finds a repository in an ARN, also in the words of a denial.
var repositoryARN = regexp.MustCompile(`:repository/([a-z0-9][a-z0-9._/-]*[a-z0-9])`)

// record notes a call of a pull that failed. Those that worked count among the others: most of them
// are no imports.
func (r *reader) record(text json.RawMessage) {
	var c record
	if json.Unmarshal(text, &c) != nil || c.Source != "ecr.amazonaws.com" || c.Code == "" || !slices.Contains(ofPulls, c.Name) || slices.Contains(alreadyThere, c.Code) {
		r.found.Others++
		return
	}
	at, err := time.Parse(time.RFC3339, c.Time)
	repository := c.repository()
	if err != nil || repository == "" {
		r.found.Others++
		return
	}
	if r.isRepeated(c.ID) {
		return
	}
	e := live.PullEvent{
		Time: at.UTC(), Source: live.CloudTrail, Account: c.Account, Region: c.Region, Repository: repository, Tag: c.Requested.Tag,
		Failed: true, Code: c.Name + ": " + c.Code, Reason: c.Message,
	}
	if len(c.Requested.Images) > 0 {
		e.Tag, e.Digest = c.Requested.Images[0].Tag, c.Requested.Images[0].Digest
	}
	r.found.Pulls = append(r.found.Pulls, e)
}

// repository is what the call was about. A call that was denied may have no parameters.
func (c *record) repository() string {
	if c.Requested.Repository != "" {
		return c.Requested.Repository
	}
	for _, resource := range c.Resources {
		if m := repositoryARN.FindStringSubmatch(resource.ARN); m != nil {
			return m[1]
		}
	}
	if m := repositoryARN.FindStringSubmatch(c.Message); m != nil {
		return m[1]
	}
	return ""
}
