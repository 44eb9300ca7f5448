package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

// testImage is the name of the image in these tests. No registry has it.
const testImage = "localhost/ecrcache:test"

// mostBytes is how large the image may be. Three programs are in it, of which two have Flux's types:
// 7 MB each for what these bring along.
const mostBytes = 52 << 20

// locked are the flags under which the function must run: as nobody, without a
// network, with a root it cannot write to, and nothing to gain.
var locked = []string{
	"run", "--rm", "-i", "--pull", "never", "--user", "nobody", "--network", "none",
	"--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges",
}

// resourceList is what an orchestrator writes to the function.
const resourceList = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig:
  apiVersion: v1
  kind: ConfigMap
  data: {accountID: "123456789012", region: ca-central-1}
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: my-app} # kept
  spec: {containers: [{name: app, image: "ghcr.io/amerintlxperts/my-app:v1.0.0"}]}
`

// TestImage builds the container image as make image does, and runs it as its
// users do.
func TestImage(t *testing.T) {
	useContainers(t)
	for _, mask := range []string{"022", "077"} {
		run(t, clone(t), "sh", "-c", "umask "+mask+" && make image IMAGE="+testImage+mask).done(t)
	}
	image := imageOf(t, testImage+"022")
	if again := imageOf(t, testImage+"077"); again.ID != image.ID || again.Digest != image.Digest || image.Digest == "" {
		t.Errorf("two builds of one commit are two images: %+v and %+v", image, again)
	}
	if image.Size < 1<<20 || image.Size > mostBytes {
		t.Errorf("the image has %d bytes, want at most %d", image.Size, mostBytes)
	}
	t.Logf("%d bytes, digest %s", image.Size, image.Digest)
	if len(image.RootFS.Layers) != 1 || image.Config.User != "65534:65534" {
		t.Errorf("want one layer and a user that Kubernetes knows not to be root: %+v", image)
	}
	run(t, ".", "podman", "tag", testImage+"022", testImage).done(t)
	t.Run("locked", imageLocked)
	t.Run("kpt", imageByKpt)
	t.Run("kustomize", imageByKustomize)
}

// A builtImage is what podman tells of an image.
type builtImage struct {
	ID, Digest string
	Size       int
	RootFS     struct{ Layers []string }
	Config     struct{ User string }
}

func imageOf(t *testing.T, name string) builtImage {
	t.Helper()
	text := run(t, ".", "podman", "image", "inspect", name).done(t)
	var images []builtImage
	if err := json.Unmarshal([]byte(text), &images); err != nil || len(images) != 1 {
		t.Fatalf("%v\n%s", err, text)
	}
	return images[0]
}

// imageLocked: under every lock the function answers as the binary does, and what
// would write into the image cannot.
func imageLocked(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "list.yaml", resourceList)
	inside := strings.Join(append(locked, testImage), " ")
	want := run(t, folder, "sh", "-c", "ecrcache <list.yaml")
	got := run(t, folder, "sh", "-c", "podman "+inside+" <list.yaml")
	same(t, "what the image writes", want.done(t), got.done(t))
	holds(t, got.stdout, registry+"amerintlxperts/my-app:v1.0.0")
	holds(t, got.stderr, strings.TrimSpace(want.stderr))

	refused := run(t, folder, "sh", "-c", "podman "+inside+" init --account-id 123456789012 --region ca-central-1 </dev/null")
	if refused.code != 1 || !strings.Contains(refused.stderr, "read-only file system") {
		t.Errorf("the root can be written to: exit code %d\n%s", refused.code, refused.stderr)
	}
}

// imageByKpt: kpt evaluates the image as it does the binary.
func imageByKpt(t *testing.T) {
	needKpt(t)
	t.Setenv("KPT_FN_RUNTIME", "podman")
	calls := recorded(t, "podman")
	want, got := example(t, "kpt"), example(t, "kpt")
	run(t, want, "kpt", "fn", "eval", ".", "--exec", "ecrcache", "--fn-config", "pull-through-cache.yaml").done(t)
	run(t, got, "kpt", "fn", "eval", ".", "--image", testImage, "--image-pull-policy", "never", "--fn-config", "pull-through-cache.yaml").done(t)
	holds(t, files(t, got)["api.yaml"], registry)
	sameFiles(t, files(t, want), files(t, got))
	ranLocked(t, calls())
}

// imageByKustomize: named as a container, the function does to a build what it does
// as a program. kustomize calls docker.
func imageByKustomize(t *testing.T) {
	calls := recorded(t, "docker")
	folder := example(t, "kustomize")
	want := run(t, folder, "kustomize", append(withFunctions, ".")...).done(t)
	const program, container = "      exec:\n        path: ecrcache\n", "      container:\n        image: " + testImage + "\n"
	config := files(t, folder)["pull-through-cache.yaml"]
	if !strings.Contains(config, program) {
		t.Fatal("the example does not name the program any more")
	}
	write(t, folder, "pull-through-cache.yaml", strings.Replace(config, program, container, 1))
	got := run(t, folder, "kustomize", "build", "--enable-alpha-plugins", ".").done(t)
	holds(t, got, registry)
	same(t, "manifests", want, got)
	ranLocked(t, calls())
}

// ranLocked: the caller ran the image as nobody and without a network.
func ranLocked(t *testing.T, calls []string) {
	t.Helper()
	for _, call := range calls {
		if strings.HasPrefix(call, "run ") {
			holds(t, strings.ReplaceAll(call, "=", " "), "--network none", "--user nobody", "--security-opt no-new-privileges", testImage)
			return
		}
	}
	t.Errorf("no container was run: %q", calls)
}
