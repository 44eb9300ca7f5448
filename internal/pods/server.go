package pods

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Account is the directory in which Kubernetes puts the token of a Pod's ServiceAccount, and
// the certificate of the API server
// (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).
const Account = "/var/run/secrets/kubernetes.io/serviceaccount"

// A Server is an API server.
type Server struct {
	url, token string
	client     *http.Client
}

// answerTimeout is how long one answer may take.
const answerTimeout = time.Minute

// Here returns the API server of the cluster that the program runs in, by the environment variables
// that Kubernetes sets in a container, and the token and the certificate in a directory: Account,
// outside of tests. The error says what is missing.
func Here(getenv func(string) string, account string) (*Server, error) {
	host, port := getenv("KUBERNETES_SERVICE_HOST"), getenv("KUBERNETES_SERVICE_PORT")
	if host == "" || port == "" {
		return nil, errors.New("the variables KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: this runs in a Pod; elsewhere use kubectl get pods --all-namespaces -o json")
	}
	token, err := os.ReadFile(filepath.Join(account, "token"))
	if err != nil {
		return nil, fmt.Errorf("the Pod has no token of a ServiceAccount: %w", err)
	}
	certificate, err := os.ReadFile(filepath.Join(account, "ca.crt"))
	if err != nil {
		return nil, fmt.Errorf("the Pod has no certificate of the API server: %w", err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(certificate) {
		return nil, fmt.Errorf("%s: no certificate in PEM form", filepath.Join(account, "ca.crt"))
	}
	return &Server{
		url:   "https://" + net.JoinHostPort(host, port),
		token: strings.TrimSpace(string(token)),
		client: &http.Client{
			Timeout:   answerTimeout,
			Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}},
			// A redirect is not followed: the token is for the API server alone.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}
