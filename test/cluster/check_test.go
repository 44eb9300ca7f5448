package cluster

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	authentication "k8s.io/api/authentication/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// checked is the example whose CronJob checks the images of the cluster.
const checked = "../../examples/cluster-check/"

// TestCheck runs what the CronJob of the example runs, by the token of its ServiceAccount, on
// a server that asks RBAC for rights and keeps Pods to the restricted standard.
func TestCheck(t *testing.T) {
	c := start(t, "--authorization-mode=RBAC")
	var job batch.CronJob
	for _, name := range []string{"namespace.yaml", "account.yaml", "cronjob.yaml"} {
		text, err := os.ReadFile(checked + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, object := range objectsOf(t, text) {
			c.namespaces["ecrcache"] = true // as the example has it
			if _, err := c.apply(t, object, nil); err != nil {
				t.Fatalf("%s: %v", nameOf(object), err)
			}
			if object.GetKind() == "CronJob" {
				if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, &job); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Run("the restricted standard", func(t *testing.T) { testRestricted(t, c, &job) })
	account := c.account(t, "ecrcache", "ecrcache-check")
	t.Run("rights", func(t *testing.T) { testRights(t, c, account) })
	t.Run("images", func(t *testing.T) { testChecked(t, c, account) })
}

// testRestricted: the Pod of the CronJob is one that the restricted standard allows; the same
// with one privilege more is refused, so that the standard is in force.
func testRestricted(t *testing.T, c *cluster, job *batch.CronJob) {
	pod := &core.Pod{ObjectMeta: metav1.ObjectMeta{Name: "check", Namespace: "ecrcache"}, Spec: job.Spec.JobTemplate.Spec.Template.Spec}
	if _, err := c.try(t, pod); err != nil {
		t.Errorf("the Pod of the CronJob: %v", err)
	}
	yes := true
	pod.Spec.Containers[0].SecurityContext.AllowPrivilegeEscalation = &yes
	if _, err := c.try(t, pod); !apierrors.IsForbidden(err) {
		t.Errorf("a privilege more: %v", err)
	}
}

// account is the directory of a ServiceAccount, as a Pod has it.
func (c *cluster) account(t *testing.T, namespace, name string) string {
	t.Helper()
	client, err := kubernetes.NewForConfig(c.config)
	if err != nil {
		t.Fatal(err)
	}
	request, err := client.CoreV1().ServiceAccounts(namespace).CreateToken(ctx, name, &authentication.TokenRequest{}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := os.ReadFile(c.certificate)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for file, text := range map[string][]byte{"token": []byte(request.Status.Token), "ca.crt": certificate} {
		if err := os.WriteFile(filepath.Join(folder, file), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// testRights: the account may list Pods, and nothing else.
func testRights(t *testing.T, c *cluster, account string) {
	client, err := kubernetes.NewForConfig(&rest.Config{
		Host: c.config.Host, BearerTokenFile: filepath.Join(account, "token"),
		TLSClientConfig: rest.TLSClientConfig{CAFile: c.certificate},
	})
	if err != nil {
		t.Fatal(err)
	}
	all := client.CoreV1()
	if _, err := all.Pods("").List(ctx, metav1.ListOptions{}); err != nil {
		t.Errorf("listing Pods: %v", err)
	}
	for what, try := range map[string]func() error{
		"list Secrets":    func() error { _, err := all.Secrets("").List(ctx, metav1.ListOptions{}); return err },
		"list ConfigMaps": func() error { _, err := all.ConfigMaps("ecrcache").List(ctx, metav1.ListOptions{}); return err },
		"make a Pod": func() error {
			_, err := all.Pods("ecrcache").Create(ctx, podOf("mine", upstream), metav1.CreateOptions{DryRun: dryRun})
			return err
		},
		"delete a Pod": func() error { return all.Pods("ecrcache").Delete(ctx, "check", metav1.DeleteOptions{}) },
		"read a log":   func() error { return all.Pods("ecrcache").GetLogs("check", &core.PodLogOptions{}).Do(ctx).Error() },
	} {
		if err := try(); !apierrors.IsForbidden(err) {
			t.Errorf("the account may %s: %v", what, err)
		}
	}
}

// testChecked: the check fails while an image goes past the cache, and names it; then no
// more. There are more Pods than the API server lists at once.
func testChecked(t *testing.T, c *cluster, account string) {
	c.namespace(t, acted, nil)
	const many = 510
	for i := range many {
		c.create(t, podOf(fmt.Sprintf("moved-%03d", i), moved))
	}
	ecrcache, pods := program(t), build(t, "ecrcache-pods")
	if said, code := c.check(t, ecrcache, pods, account); code != 0 {
		t.Errorf("with every image in the cache: exit code %d\n%s", code, said)
	}
	c.create(t, podOf("zz-past", upstream, "nginx"))
	said, code := c.check(t, ecrcache, pods, account)
	if code != 1 || strings.Count(said, "\n") != 2 ||
		!strings.Contains(said, "Pod "+acted+"/zz-past: spec.containers[0].image: "+upstream+": not yet pulled") ||
		!strings.Contains(said, "nginx: does not go through the cache: no upstream is configured for docker.io; add {registry: docker.io} to spec.upstreams") {
		t.Errorf("with an image past the cache: exit code %d\n%s", code, said)
	}
}

// check runs both containers of the CronJob, one after the other.
func (c *cluster) check(t *testing.T, ecrcache, pods, account string) (stdout string, code int) {
	t.Helper()
	server, err := url.Parse(c.config.Host)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pods.json")
	list := exec.Command(pods, file)
	list.Env = append(os.Environ(),
		"KUBERNETES_SERVICE_HOST="+server.Hostname(), "KUBERNETES_SERVICE_PORT="+server.Port(), "ECRCACHE_SERVICE_ACCOUNT="+account)
	if said, err := list.CombinedOutput(); err != nil {
		t.Fatalf("ecrcache-pods: %v\n%s", err, said)
	}
	text, err := exec.Command(ecrcache, "check", "--all", "--config", checked+"ecrcache.yaml", file).Output()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if failed != nil {
		code = failed.ExitCode()
	}
	return string(text), code
}
