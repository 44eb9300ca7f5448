package pods_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/pods"
)

// serverOf is an API server that answers as the handler does, as a Pod sees it.
func serverOf(t *testing.T, handler http.HandlerFunc) *pods.Server {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	account := t.TempDir()
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	for name, text := range map[string][]byte{"token": []byte("the-token\n"), "ca.crt": certificate} {
		if err := os.WriteFile(filepath.Join(account, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	s, err := pods.Here(func(name string) string {
		return map[string]string{"KUBERNETES_SERVICE_HOST": address.Hostname(), "KUBERNETES_SERVICE_PORT": address.Port()}[name]
	}, account)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWrite: all pages become one List, whose Pods say what they are, with the token of the
// ServiceAccount.
func TestWrite(t *testing.T) {
	asked := 0
	s := serverOf(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.Header.Get("Authorization") != "Bearer the-token" || r.URL.Path != "/api/v1/pods" || r.URL.Query().Get("limit") != "500" {
			t.Errorf("asked %s with %q", r.URL, r.Header.Get("Authorization"))
		}
		if r.URL.Query().Get("continue") == "" {
			fmt.Fprint(w, `{"kind":"PodList","apiVersion":"v1","metadata":{"continue":"a+b/="},"items":[{"metadata":{"name":"a","managedFields":[{"manager":"kubectl"}]},"spec":{"n":1.50}}, {"metadata":{"name":"b"}}]}`)
			return
		}
		if got := r.URL.Query().Get("continue"); got != "a+b/=" {
			t.Errorf("the mark became %q", got)
		}
		fmt.Fprint(w, `{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"c"}}]}`)
	})
	var text bytes.Buffer
	if err := s.Write(context.Background(), &text); err != nil {
		t.Fatal(err)
	}
	var l struct {
		Kind, APIVersion string
		Items            []struct {
			Kind, APIVersion string
			Metadata         struct{ Name string }
		}
	}
	if err := json.Unmarshal(text.Bytes(), &l); err != nil {
		t.Fatalf("%v\n%s", err, text.String())
	}
	names := ""
	for _, pod := range l.Items {
		names += pod.Metadata.Name
		if pod.Kind != "Pod" || pod.APIVersion != "v1" {
			t.Errorf("a Pod says it is %s %s", pod.APIVersion, pod.Kind)
		}
	}
	if strings.Contains(text.String(), "managedFields") || !strings.Contains(text.String(), `"spec":{"n":1.50}`) {
		t.Errorf("the Pods are %s", text.String())
	}
	if l.Kind != "List" || l.APIVersion != "v1" || names != "abc" || asked != 2 {
		t.Errorf("%s %s of %s after %d requests", l.APIVersion, l.Kind, names, asked)
	}
}

// TestNoPods: a cluster without Pods is a List without items.
func TestNoPods(t *testing.T) {
	var text bytes.Buffer
	s := serverOf(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"metadata":{},"items":null}`) })
	if err := s.Write(context.Background(), &text); err != nil || !json.Valid(text.Bytes()) {
		t.Errorf("%v: %s", err, text.String())
	}
}

// TestRefused: an error says what the API server says, and what to do. The token goes to no
// other address.
func TestRefused(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	defer other.Close()
	for _, c := range []struct {
		name, want string
		handler    http.HandlerFunc
	}{
		{"forbidden", "403 Forbidden: pods is forbidden; the ServiceAccount needs a ClusterRole that may list pods", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"kind":"Status","message":"pods is forbidden"}`)
		}},
		{"no list", "the API server's answer is not a list of Pods", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }},
		{"no Pod", "a Pod that is no object", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"items":[1]}`) }},
		{"elsewhere", "the API server answers 302 Found", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) }},
	} {
		err := serverOf(t, c.handler).Write(context.Background(), &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// TestHere: what is missing outside of a Pod, or in one, is said.
func TestHere(t *testing.T) {
	account := t.TempDir()
	for name, text := range map[string]string{"token": "t", "ca.crt": "no certificate"} {
		if err := os.WriteFile(filepath.Join(account, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	variables := map[string]string{"KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"}
	getenv := func(name string) string { return variables[name] }
	for want, here := range map[string]func() (*pods.Server, error){
		"no certificate in PEM form":   func() (*pods.Server, error) { return pods.Here(getenv, account) },
		"the Pod has no token":         func() (*pods.Server, error) { return pods.Here(getenv, t.TempDir()) },
		"elsewhere use kubectl get po": func() (*pods.Server, error) { return pods.Here(func(string) string { return "" }, account) },
	} {
		if _, err := here(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
