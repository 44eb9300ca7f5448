package cluster

import (
	"context"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	servertesting "k8s.io/kubernetes/cmd/kube-apiserver/app/testing"
)

// ctx is that of every request. The context of a test has ended when its cleanups run.
var ctx = context.Background()

// A cluster is a running API server and a client of it.
type cluster struct {
	config      *rest.Config
	certificate string // the file of the server's certificate
	dynamic     dynamic.Interface
	pods        func(namespace string) corev1.PodInterface
	mapper      *restmapper.DeferredDiscoveryRESTMapper
	warned      *warnings
	audit       string          // the file of its audit log
	namespaces  map[string]bool // those that exist
}

// auditPolicy makes a line of the audit log of every request that changes something.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: None, verbs: [get, list, watch]}
- {level: Metadata, resources: [{group: "", resources: [pods, pods/ephemeralcontainers]}]}
`

// start starts etcd and the API server; both end with the test. The server makes no
// ServiceAccounts, which a Pod would otherwise need, and knows policies in v1beta1 as that
// of Kubernetes 1.34 can. More flags may be given.
func start(t *testing.T, flags ...string) *cluster {
	t.Helper()
	folder := t.TempDir()
	policy := filepath.Join(folder, "audit.yaml")
	if err := os.WriteFile(policy, []byte(auditPolicy), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &cluster{audit: filepath.Join(folder, "audit.log"), warned: &warnings{}, namespaces: map[string]bool{}}
	storage := storagebackend.NewDefaultConfig("/registry", nil)
	storage.Transport.ServerList = []string{startEtcd(t)}
	server := servertesting.StartTestServerOrDie(t, nil, append([]string{
		"--disable-admission-plugins=ServiceAccount",
		"--runtime-config=admissionregistration.k8s.io/v1beta1=true",
		"--audit-policy-file=" + policy,
		"--audit-log-path=" + c.audit,
		"--audit-log-mode=blocking",
	}, flags...), storage)
	t.Cleanup(server.TearDownFn)
	c.certificate = filepath.Join(server.TmpDir, "apiserver.crt")
	c.connect(t, server.ClientConfig)
	return c
}

// connect makes the client. It waits for nothing: the tests are the only user.
func (c *cluster) connect(t *testing.T, config *rest.Config) {
	t.Helper()
	config.QPS = -1
	config.WarningHandlerWithContext = c.warned
	c.config = config
	var err error
	if c.dynamic, err = dynamic.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	typed, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	c.pods = typed.CoreV1().Pods
	found, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	c.mapper = restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(found))
}

// startEtcd starts etcd on free ports and returns its address. Nothing that it stores
// survives the test, so it does not wait for the disk.
func startEtcd(t *testing.T) string {
	t.Helper()
	config := embed.NewConfig()
	config.Dir = t.TempDir()
	config.Logger, config.LogLevel = "zap", "error"
	config.UnsafeNoFsync = true
	client, peer := freeAddress(t), freeAddress(t)
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(etcd.Close)
	<-etcd.Server.ReadyNotify()
	return client.String()
}

// freeAddress is an address at which nothing listens. etcd advertises port 0 as it is, so
// it must be given a port.
func freeAddress(t *testing.T) url.URL {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return url.URL{Scheme: "http", Host: listener.Addr().String()}
}
