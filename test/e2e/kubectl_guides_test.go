package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// kubectlGet finds the commands that read from a cluster, in a block and between backticks.
var kubectlGet = regexp.MustCompile("(?m)^(kubectl get .*)$|`(kubectl get [^`]*)`")

// gets are what the guides read from a cluster, with what each prints of the stand-in's objects.
var gets = map[string]string{
	`kubectl get pullthroughcacherules.ecr.services.k8s.aws ghcr --namespace ecr-cache -o jsonpath='{range .status.conditions[*]}{.type}{" "}{.status}{" "}{.message}{"\n"}{end}'`: "ACK.ResourceSynced True synced\n",
	`kubectl get policies.iam.services.k8s.aws ecr-pull-through-cache-ca-central-1 --namespace ecr-cache -o jsonpath='{.status.ackResourceMetadata.arn}'`:                          "arn:aws:iam::123456789012:policy/ecr-pull-through-cache-ca-central-1",
	`kubectl get ec2nodeclasses.karpenter.k8s.aws -o custom-columns=NAME:.metadata.name,ROLE:.spec.role,PROFILE:.spec.instanceProfile`:                                             "default   karpenter-nodes   <none>\n",
	`kubectl get nodeclasses.eks.amazonaws.com -o custom-columns=NAME:.metadata.name,ROLE:.spec.role`:                                                                              "default   auto-nodes\n",
	`kubectl get nodes -o custom-columns=NAME:.metadata.name,INSTANCE:.spec.providerID`:                                                                                            "node-1   aws:///ca-central-1a/i-0123456789abcdef0\n",
	`kubectl get serviceaccount NAME --namespace NAMESPACE -o jsonpath='{.metadata.annotations.eks\.amazonaws\.com/role-arn}'`:                                                     "arn:aws:iam::123456789012:role/builds",
	`kubectl get pods --all-namespaces -o json | ecrcache warm`:                                                                                                                    registry + "amerintlxperts/shop:v1.4.2",
	`kubectl get pods --all-namespaces -o yaml | ecrcache images -o table`:                                                                                                         "cached",
	`kubectl get pods --all-namespaces -o yaml | ecrcache images -o name --unique > running.txt`:                                                                                   "",
	`kubectl get pods --namespace shop -o jsonpath='{range .items[*]}{.metadata.name}{"\n"}{range .status.containerStatuses[*]}  {.image}  {.imageID}{"\n"}{end}{end}'`:            "shop-1\n  " + registry + "amerintlxperts/shop:v1.4.2  " + registry + "amerintlxperts/shop@sha256:0a\n",
	`kubectl get events --namespace shop --field-selector reason=Pulled -o custom-columns=TIME:.lastTimestamp,POD:.involvedObject.name,MESSAGE:.message`:                           "shop-1   Successfully pulled image",
	`kubectl get pods --all-namespaces -o yaml | ecrcache check --config ecrcache.yaml`:                                                                                            "",
}

// kept are the objects of the stand-in, by the path of their list.
var kept = map[string]string{
	"/api/v1/nodes":           `{"metadata":{"name":"node-1"},"spec":{"providerID":"aws:///ca-central-1a/i-0123456789abcdef0"}}`,
	"/api/v1/pods":            `{"metadata":{"name":"shop-1","namespace":"shop"},"spec":{"containers":[{"name":"web","image":"` + registry + `amerintlxperts/shop:v1.4.2"}]},"status":{"containerStatuses":[{"name":"web","image":"` + registry + `amerintlxperts/shop:v1.4.2","imageID":"` + registry + `amerintlxperts/shop@sha256:0a"}]}}`,
	"/api/v1/events":          `{"metadata":{"name":"pulled","namespace":"shop"},"reason":"Pulled","lastTimestamp":"2026-11-29T01:00:00Z","involvedObject":{"kind":"Pod","name":"shop-1"},"message":"Successfully pulled image"}`,
	"/api/v1/serviceaccounts": `{"metadata":{"name":"NAME","namespace":"NAMESPACE","annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::123456789012:role/builds"}}}`,
	"/apis/karpenter.k8s.aws/v1/ec2nodeclasses":                 `{"metadata":{"name":"default"},"spec":{"role":"karpenter-nodes"}}`,
	"/apis/eks.amazonaws.com/v1/nodeclasses":                    `{"metadata":{"name":"default"},"spec":{"role":"auto-nodes"}}`,
	"/apis/iam.services.k8s.aws/v1alpha1/policies":              `{"metadata":{"name":"ecr-pull-through-cache-ca-central-1","namespace":"ecr-cache"},"status":{"ackResourceMetadata":{"arn":"arn:aws:iam::123456789012:policy/ecr-pull-through-cache-ca-central-1"}}}`,
	"/apis/ecr.services.k8s.aws/v1alpha1/pullthroughcacherules": `{"metadata":{"name":"ghcr","namespace":"ecr-cache"},"status":{"conditions":[{"type":"ACK.ResourceSynced","status":"True","message":"synced"}]}}`,
}

// TestKubectlInGuides: what the first steps read from a cluster is in the table, and real
// kubectl prints it of objects in the shape of the real ones.
func TestKubectlInGuides(t *testing.T) {
	needKubectl(t)
	shown := map[string]bool{}
	for path, text := range documents(t) {
		if !strings.HasPrefix(path, "docs/start/") {
			continue
		}
		for _, m := range kubectlGet.FindAllStringSubmatch(text, -1) {
			command := m[1] + m[2]
			if _, known := gets[command]; !known {
				t.Errorf("%s: %s is not in the table", path, command)
			}
			shown[command] = true
		}
	}
	server := httptest.NewServer(http.HandlerFunc(serve))
	defer server.Close()
	folder := t.TempDir()
	write(t, folder, "ecrcache.yaml", "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec: {accountID: \"123456789012\", region: ca-central-1}\n")
	write(t, folder, "kubeconfig", "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: c}}]\nclusters: [{name: c, cluster: {server: \""+server.URL+"\"}}]\n")
	t.Setenv("KUBECONFIG", filepath.Join(folder, "kubeconfig"))
	t.Setenv("HOME", folder)
	for command, want := range gets {
		if !shown[command] {
			t.Errorf("no guide shows %s", command)
		}
		if strings.HasSuffix(command, "ecrcache warm") {
			command += " --dry-run" // what follows asks AWS
		}
		holds(t, run(t, folder, "bash", "-c", "set -eo pipefail; "+command).done(t), want)
	}
}

// serve answers as an API server would that has these objects.
func serve(w http.ResponseWriter, r *http.Request) {
	answer := discovery(r.URL.Path)
	parts := strings.Split(r.URL.Path, "/")
	if i := slices.Index(parts, "namespaces"); i > 0 {
		parts = slices.Delete(parts, i, i+2)
	}
	for list, object := range kept {
		name, below := strings.CutPrefix(strings.Join(parts, "/"), list)
		kind, version := kindOf(list)
		with := `{"apiVersion":"` + version + `","kind":"` + kind + `",` + object[1:]
		switch {
		case !below:
		case name == "":
			answer = json.RawMessage(`{"apiVersion":"` + version + `","kind":"` + kind + `List","metadata":{},"items":[` + with + `]}`)
		case name[0] == '/':
			answer = json.RawMessage(with)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if answer == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// kinds are the kinds of resources whose name is not one letter longer.
var kinds = map[string]string{"policies": "Policy", "ec2nodeclasses": "EC2NodeClass", "nodeclasses": "NodeClass", "serviceaccounts": "ServiceAccount", "pullthroughcacherules": "PullThroughCacheRule"}

// kindOf gives the kind and the version of a list's objects.
func kindOf(list string) (kind, version string) {
	version = strings.TrimPrefix(strings.TrimPrefix(filepath.Dir(list), "/apis/"), "/api/")
	resource := filepath.Base(list)
	if kind, named := kinds[resource]; named {
		return kind, version
	}
	return strings.ToUpper(resource[:1]) + strings.TrimSuffix(resource[1:], "s"), version
}

// discovery is what the server says of its resources.
func discovery(path string) any {
	type object = map[string]any
	var groups, resources []object
	for list, kept := range kept {
		_, version := kindOf(list)
		if group, short, named := strings.Cut(version, "/"); named {
			one := object{"groupVersion": version, "version": short}
			groups = append(groups, object{"name": group, "versions": []object{one}, "preferredVersion": one})
		}
		if filepath.Dir(list) == path {
			name, _ := kindOf(list)
			resources = append(resources, object{"name": filepath.Base(list), "singularName": strings.ToLower(name), "namespaced": strings.Contains(kept, `"namespace"`), "kind": name, "verbs": []string{"get", "list"}})
		}
	}
	switch {
	case path == "/api":
		return object{"kind": "APIVersions", "versions": []string{"v1"}}
	case path == "/apis":
		return object{"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}
	case resources != nil:
		return object{"kind": "APIResourceList", "groupVersion": strings.TrimPrefix(strings.TrimPrefix(path, "/apis/"), "/api/"), "resources": resources}
	}
	return nil
}
