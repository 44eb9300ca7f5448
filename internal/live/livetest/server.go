// Package livetest is an AWS for tests: a server on this machine that the SDK's own clients
// ask. Its answers are the SDK's own output types, encoded by the SDK's own codecs; only
// EC2's, which has no such codec, are written by hand. It shows which calls are made and
// how answers are read, not what AWS does. Only tests use it: those of the packages below live, and
// of package cli.
package livetest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/smithy-go"
)

// A Server answers the operations for which there is an Answer, and fails the test at any
// other.
type Server struct {
	URL string

	t        testing.TB
	empty    string // a directory without AWS's files
	mu       sync.Mutex
	answers  map[string]Answer
	requests []Request
}

// An Answer is what an operation gives: an output of the SDK, or an error. A
// *smithy.GenericAPIError goes out as the service writes errors, Raw and Broken as they say.
type Answer func(*Request) (smithy.Serializable, error)

// Raw is a whole answer, written by hand.
type Raw struct {
	Status int
	Body   string
}

func (r *Raw) Error() string { return r.Body }

// Broken is a connection that ends in the middle of an answer.
type Broken struct{}

func (Broken) Error() string { return "a broken connection" }

// Fail is an error of AWS.
func Fail(code, message string) error { return &smithy.GenericAPIError{Code: code, Message: message} }

// New starts a server, for programs that have its Environment.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, empty: t.TempDir(), answers: map[string]Answer{}}
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Start starts a server, and lets the SDK in this process ask it as a principal with
// static credentials.
func Start(t testing.TB) *Server {
	t.Helper()
	s := New(t)
	for _, variable := range s.Environment() {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	return s
}

// Environment is what a program needs in its environment to ask the server.
func (s *Server) Environment() []string {
	return []string{
		// The SDK asks for a role's credentials at AWS_ENDPOINT_URL_STS, and not at
		// AWS_ENDPOINT_URL.
		"AWS_ENDPOINT_URL=" + s.URL, "AWS_ENDPOINT_URL_STS=" + s.URL, "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_SESSION_TOKEN=", "AWS_PROFILE=",
		"AWS_CONFIG_FILE=" + filepath.Join(s.empty, "config"), "AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(s.empty, "credentials"),
		"AWS_EC2_METADATA_DISABLED=true", "NO_PROXY=127.0.0.1",
	}
}

// Session is one in the Region of the examples.
func (s *Server) Session() live.Session { return live.Session{Region: "ca-central-1"} }

// On sets the answer of an operation, such as ecr:DescribeImages.
func (s *Server) On(operation string, answer Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[operation] = answer
}

// Requests are those of an operation so far, of all when it is empty.
func (s *Server) Requests(operation string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r Request) bool { return operation != "" && r.Operation != operation })
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // who asked has gone
	}
	request, err := parse(r.Header.Get("X-Amz-Target"), body)
	if err != nil {
		s.t.Errorf("a request that is none of AWS: %v", err)
	}
	request.Header = r.Header
	s.mu.Lock()
	for i := range s.requests {
		if s.requests[i].Operation == request.Operation {
			request.Before++
		}
	}
	s.requests = append(s.requests, *request)
	answer := s.answers[request.Operation]
	s.mu.Unlock()
	if answer == nil {
		s.t.Errorf("nothing answers %s", request.Operation)
		answer = func(*Request) (smithy.Serializable, error) {
			return nil, Fail("AccessDeniedException", "nothing answers")
		}
	}
	s.reply(w, request, answer)
}

func (s *Server) reply(w http.ResponseWriter, r *Request, answer Answer) {
	output, err := answer(r)
	status, contentType, body := 0, "", ""
	switch failure := err.(type) {
	case nil:
		status, contentType, body, err = r.encode(output)
		if err != nil {
			s.t.Errorf("%s: %v", r.Operation, err)
		}
	case *Raw:
		status, contentType, body = failure.Status, r.contentType(), failure.Body
	case Broken:
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, `{"`)
		panic(http.ErrAbortHandler)
	case *smithy.GenericAPIError:
		status, contentType, body = r.encodeError(failure)
	default:
		s.t.Errorf("%s: %v", r.Operation, err)
	}
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

// Values are the members of a list in a query, such as ActionNames.
func Values(form url.Values, list string) []string {
	var all []string
	for n := 1; form.Has(fmt.Sprintf("%s.member.%d", list, n)); n++ {
		all = append(all, form.Get(fmt.Sprintf("%s.member.%d", list, n)))
	}
	return all
}
