package warm

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"go.yaml.in/yaml/v3"
)

// TestInImage: the arguments of a generated Job pull its list where there is nothing but what the
// image of a release has: both programs beside each other, and its passwd file, as its user.
func TestInImage(t *testing.T) {
	var job struct {
		Spec struct {
			Template struct {
				Spec struct {
					Containers []struct {
						Args         []string
						VolumeMounts []struct {
							MountPath string `yaml:"mountPath"`
						} `yaml:"volumeMounts"`
					}
				}
			}
		}
	}
	var list struct{ Data map[string]string }
	golden(t, "job-*.yaml", &job)
	golden(t, "configmap-*.yaml", &list)
	container := job.Spec.Template.Spec.Containers[0]
	root := t.TempDir()
	bin, folder := filepath.Join(root, "usr/local/bin"), filepath.Join(root, container.VolumeMounts[0].MountPath)
	for _, dir := range []string{bin, folder} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	passwd, err := os.ReadFile("../../../.ci/image/passwd")
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(program(t))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{filepath.Join(root, "etc/passwd"): passwd, filepath.Join(bin, "ecrcache-aws"): second}
	for name, text := range list.Data {
		files[filepath.Join(folder, name)] = []byte(text)
	}
	for name, text := range files {
		if err := os.WriteFile(name, text, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "ecrcache"), "github.com/amerintlxperts/ecrcache/cmd/ecrcache")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	aws := livetest.New(t)
	w := livetest.NewPullThrough(t, "ghcr")
	w.Serve(aws)
	w.Push("ghcr", "amerintlxperts/my-app", "v1.2.3", 1)
	w.Push("ghcr", "amerintlxperts/sidecar", "v1.0.0", 2)
	cmd := exec.Command("/usr/local/bin/ecrcache", container.Args...)
	// Without /proc, which a container has, a program does not know where it is; the PATH is that of
	// an image which has none.
	cmd.Dir, cmd.Env = "/", append(aws.Environment(), "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Chroot: root, Cloneflags: syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 65534, HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{ContainerID: 65534, HostID: os.Getgid(), Size: 1}},
	}
	cmd.Path, cmd.Err = "/usr/local/bin/ecrcache", nil
	out, err := cmd.CombinedOutput()
	if err != nil && strings.Contains(err.Error(), "operation not permitted") {
		t.Skip("no user namespaces here")
	}
	if err != nil || strings.Count(string(out), "pulled ") != 2 || w.Tagged("ghcr/amerintlxperts/my-app", "v1.2.3") == "" {
		t.Errorf("%v\n%s", err, out)
	}
}

// golden reads a golden object of the generator of the Job.
func golden(t *testing.T, name string, into any) {
	t.Helper()
	found, err := filepath.Glob("../../../generators/warm/testdata/minimal/" + name)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v: %q", err, found)
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}
