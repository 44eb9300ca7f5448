package ecr

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
)

// A Network is all the hosts somebody can reach: each a server on the loopback
// device. Names stay what they are; only the dialler knows the addresses.
type Network struct{ servers map[string]*httptest.Server }

// Serve starts a server for every host. Close stops them.
func Serve(hosts map[string]http.Handler) *Network {
	n := &Network{map[string]*httptest.Server{}}
	for host, handler := range hosts {
		n.servers[host] = httptest.NewTLSServer(handler)
	}
	return n
}

// Close stops the servers.
func (n *Network) Close() {
	for _, s := range n.servers {
		s.Close()
	}
}

// Transport reaches the hosts of the network and no other.
func (n *Network) Transport() http.RoundTripper {
	roots := x509.NewCertPool()
	for _, s := range n.servers {
		roots.AddCert(s.Certificate())
	}
	return &http.Transport{
		DialContext: n.dial,
		// The name in the certificates of httptest.
		TLSClientConfig:   &tls.Config{RootCAs: roots, ServerName: "example.com"},
		DisableKeepAlives: true,
	}
}

func (n *Network) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	server, ok := n.servers[host]
	if !ok {
		return nil, fmt.Errorf("%s cannot be reached from here", host)
	}
	return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
}

// direct is a transport that calls a handler and needs no connection.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	response := w.Result()
	response.Request = r
	return response, nil
}
