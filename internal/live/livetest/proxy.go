package livetest

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Proxy is one of a company: it intercepts TLS, with a CA of its own. Behind it AWS and the
// registry answer at their own hosts, so that it shows which addresses a program asks.
type Proxy struct {
	URL string
	// Bundle is the file of the CA certificate, for AWS_CA_BUNDLE.
	Bundle string

	api      http.Handler
	registry http.Handler // nil for none

	authority *x509.Certificate
	key       *ecdsa.PrivateKey
	mu        sync.Mutex
	hosts     []string
}

// NewProxy starts a proxy before a server and, if it is not nil, a registry, which then says that
// it is at the host by which it was asked.
func NewProxy(t testing.TB, s *Server, registry *PullThrough) *Proxy {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	authority := certificate("an authority")
	authority.IsCA, authority.BasicConstraintsValid, authority.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{api: http.HandlerFunc(s.serve), authority: authority, key: key, Bundle: filepath.Join(t.TempDir(), "authority.pem")}
	if registry != nil {
		p.registry = registry
		registry.URL = "" // the client goes to the host that it was told
	}
	if err := os.WriteFile(p.Bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(p.connect))
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Environment is what a program needs in its environment to reach AWS by the proxy alone.
func (p *Proxy) Environment() []string {
	return []string{"HTTPS_PROXY=" + p.URL, "AWS_CA_BUNDLE=" + p.Bundle, "AWS_ENDPOINT_URL=", "AWS_ENDPOINT_URL_STS="}
}

// Hosts are those that were asked, sorted, each once.
func (p *Proxy) Hosts() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.Sort(p.hosts)
	return slices.Compact(slices.Clone(p.hosts))
}

// Forget forgets the hosts that were asked so far.
func (p *Proxy) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hosts = nil
}

func certificate(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62)) // a reader of random bytes does not fail
	return &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour)}
}

// connect opens a tunnel to a host, and is the host itself.
func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if r.Method != http.MethodConnect || err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	p.hosts = append(p.hosts, host)
	p.mu.Unlock()
	inner, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer inner.Close()
	if _, err := inner.Write([]byte("HTTP/1.1 200 OK\r\n\r\n")); err != nil {
		return
	}
	own := certificate(host)
	own.DNSNames = []string{host}
	der, err := x509.CreateCertificate(rand.Reader, own, p.authority, &p.key.PublicKey, p.key)
	if err != nil {
		return
	}
	conn := tls.Server(inner, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: p.key}}})
	handler := p.api
	if strings.Contains(host, ".dkr") && p.registry != nil {
		handler = p.registry
	}
	for reader := bufio.NewReader(conn); ; {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return // the client has gone
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		result := answer.Result()
		result.ContentLength = int64(answer.Body.Len()) // or the client waits for the end of the connection
		if result.Write(conn) != nil {
			return
		}
	}
}
