package livetest

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	ecr "github.com/aws/aws-sdk-go-v2/service/ecr/schemas"
	iam "github.com/aws/aws-sdk-go-v2/service/iam/schemas"
	secretsmanager "github.com/aws/aws-sdk-go-v2/service/secretsmanager/schemas"
	sts "github.com/aws/aws-sdk-go-v2/service/sts/schemas"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/traits"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
	"github.com/aws/smithy-go/transport/http/protocol/restxml"
)

// A Request is one that AWS got.
type Request struct {
	Operation string // such as ecr:DescribeImages
	// Members are those of a service that speaks JSON, Form those of one that takes queries.
	Members map[string]any
	Form    url.Values
	Header  http.Header
	// Before is how many there were of the same operation, repeated ones too.
	Before int
}

// Text is a member as text.
func (r *Request) Text(member string) string {
	if r.Form != nil {
		return r.Form.Get(member)
	}
	text, _ := r.Members[member].(string)
	return text
}

// The services, by what their requests carry: the beginning of a target, or the version of
// an interface.
var services = map[string]string{
	"AmazonEC2ContainerRegistry_V20150921": "ecr", "secretsmanager": "secretsmanager",
	"2011-06-15": "sts", "2010-05-08": "iam", "2016-11-15": "ec2",
}

// parse reads a request: target is its header X-Amz-Target, which services that speak JSON have,
// and empty for the others, which take queries.
func parse(target string, body []byte) (*Request, error) {
	r := &Request{}
	if service, operation, found := strings.Cut(target, "."); found {
		r.Operation = services[service] + ":" + operation
		return r, json.Unmarshal(body, &r.Members)
	}
	form, err := url.ParseQuery(string(body))
	r.Form = form
	r.Operation = services[form.Get("Version")] + ":" + form.Get("Action")
	return r, err
}

func (r *Request) service() string {
	service, _, _ := strings.Cut(r.Operation, ":")
	return service
}

func (r *Request) contentType() string {
	if r.Form == nil {
		return "application/x-amz-json-1.1"
	}
	return "text/xml"
}

// anOperation is what the codecs get in the place of every operation: they look at the output
// alone.
var anOperation = smithy.NewSchema(smithy.ShapeID{Namespace: "livetest", Name: "Any"}, smithy.ShapeTypeOperation, 0,
	&traits.HTTP{Method: http.MethodPost, URI: "/", Code: http.StatusOK})

// encode writes an output as its service does.
func (r *Request) encode(output smithy.Serializable) (status int, contentType, body string, err error) {
	var protocol smithyhttp.ClientProtocol
	switch r.service() {
	case "ecr":
		protocol = awsjson.New11(ecr.AmazonEC2ContainerRegistry_V20150921)
	case "secretsmanager":
		protocol = awsjson.New11(secretsmanager.Secretsmanager)
	case "sts":
		protocol = restxml.New(sts.AWSSecurityTokenServiceV20110615)
	case "iam":
		protocol = restxml.New(iam.AWSIdentityManagementV20100508)
	default:
		return http.StatusInternalServerError, r.contentType(), "", fmt.Errorf("no codec for %s", r.Operation)
	}
	request := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := protocol.SerializeRequest(context.Background(), smithy.NewOperationSchema(anOperation, anOperation, nil), output, request); err != nil {
		return http.StatusInternalServerError, r.contentType(), "", err
	}
	text, err := io.ReadAll(request.GetStream())
	if err != nil {
		return http.StatusInternalServerError, r.contentType(), "", err
	}
	return http.StatusOK, r.contentType(), r.wrap(string(text)), nil
}

// wrap puts an output of XML into the elements in which a query's answer has it.
func (r *Request) wrap(text string) string {
	if r.Form == nil {
		return text
	}
	_, inner, _ := strings.Cut(text, ">")
	if end := strings.LastIndex(inner, "</"); end >= 0 {
		inner = inner[:end]
	}
	name := r.Form.Get("Action")
	return fmt.Sprintf("<%sResponse><%[1]sResult>%s</%[1]sResult></%[1]sResponse>", name, inner)
}

// serverErrors are the codes that AWS sends with a status of the server.
var serverErrors = []string{"ServerException", "InternalServiceError", "InternalFailure", "ServiceFailure", "ServiceUnavailable", "Unavailable"}

// encodeError writes an error as its service does: ECR and Secrets Manager as JSON, STS and
// IAM as a query's XML, EC2 as its own.
func (r *Request) encodeError(e *smithy.GenericAPIError) (status int, contentType, body string) {
	status = http.StatusBadRequest
	switch {
	case slices.Contains(serverErrors, e.Code):
		status = http.StatusInternalServerError
	case strings.HasPrefix(e.Code, "NoSuch"):
		status = http.StatusNotFound
	case strings.HasPrefix(e.Code, "AccessDenied") && r.Form != nil:
		status = http.StatusForbidden
	}
	code, message := html.EscapeString(e.Code), html.EscapeString(e.Message)
	switch r.service() {
	case "ecr", "secretsmanager":
		text, _ := json.Marshal(map[string]string{"__type": e.Code, "message": e.Message})
		return status, r.contentType(), string(text)
	case "ec2":
		return status, r.contentType(), "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error></Errors><RequestID>1</RequestID></Response>"
	}
	return status, r.contentType(), "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message + "</Message></Error><RequestId>1</RequestId></ErrorResponse>"
}
