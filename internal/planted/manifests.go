package planted

import "strings"

// Manifests returns objects with a secret in every place where people put one. Most name ghcr.io as
// well, because objects without the host of an upstream are skipped.
func Manifests() string {
	return strings.NewReplacer(
		"TOKEN", Token(), "FINE", FineGrained(),
		"JSON64", Base64(Credentials()), "DOCKER64", Base64(DockerConfig()), "PLAIN64", Base64(Password("data")),
		"JSON", Credentials(), "DOCKER", DockerConfig(), "PASSWORD", mark,
	).Replace(manifests)
}

const manifests = `apiVersion: v1
kind: Secret
metadata: {name: ghcr-credentials}
stringData:
  credentials.json: 'JSON'
  .dockerconfigjson: 'DOCKER'
  login: docker login ghcr.io --username robot --password PASSWORD-1
  url: https://robot:PASSWORD-2@ghcr.io/org/app:v1
  image: ghcr.io/org/app:v1
data:
  credentials.json: JSON64
  .dockerconfigjson: DOCKER64
  plain: PLAIN64 # ghcr.io TOKEN
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  annotations:
    note: ghcr.io is read with PASSWORD-3
    url: https://robot:PASSWORD-4@ghcr.io/org/app:v1
spec:
  template:
    spec:
      initContainers:
      - name: login-before-the-image
        image: robot:PASSWORD-5@ghcr.io/org/app:v1 # {"$imagepolicy": "flux-system:app"}
      - name: address
        image: https://robot:PASSWORD-6@ghcr.io/org/app:v1
      - name: token-before-the-image
        image: TOKEN@ghcr.io/org/app:v1
      - name: token-as-a-tag
        image: ghcr.io/org/app:TOKEN # {"$imagepolicy": "flux-system:TOKEN"}
      - name: in-two-lines
        image: "robot:PASSWORD-7@ghcr.io/org/\
          app:v1"
      containers:
      - name: shop
        image: ghcr.io/org/app:v1
        command: [sh, -c, "docker login ghcr.io -p PASSWORD-8 && docker pull ghcr.io/org/app:v1"]
        args:
        - --token=TOKEN
        - --image=ghcr.io/org/app:v1
        - https://robot:PASSWORD-9@ghcr.io/org/app
        - "ghcr.io PASSWORD-10
          in two lines"
        env:
        - {name: GITHUB_TOKEN, value: FINE}
        - {name: PASSWORD, value: PASSWORD-11}
        - {name: IMAGE, value: "robot:PASSWORD-12@ghcr.io/org/app:v1"}
        - {name: URL, value: "https://robot:PASSWORD-13@ghcr.io/org/app:v1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: texts}
data:
  quoted.yaml: "password: PASSWORD-14\u0041\nimage: ghcr.io/org/app:v1\n"
  folded.yaml: >
    password: PASSWORD-15

    image: ghcr.io/org/app:v1
  broken.yaml: |
    password: *PASSWORD-16
    image: ghcr.io/org/app:v1
  good.yaml: |
    password: PASSWORD-17
    image: ghcr.io/org/app:v1
  config.json: '{"password":"PASSWORD-18","image":"ghcr.io/org/app:v1"}'
  script.sh: |
    export PASSWORD=PASSWORD-19
    docker pull ghcr.io/org/app:v1
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: chart}
spec:
  values:
    adminPassword: PASSWORD-20
    image: {repository: ghcr.io/org/app, tag: v1, password: PASSWORD-21}
    imageCredentials: {registry: ghcr.io, username: robot, password: PASSWORD-22}
    repository: https://robot:PASSWORD-23@ghcr.io/org/app
    connection: "host=ghcr.io password=PASSWORD-24"
---
apiVersion: example.com/v1
kind: Machine
metadata: {name: odd}
spec:
  note: ghcr.io, PASSWORD-25
  TOKEN: ghcr.io/org/app:v1 and more
  disk: https://robot:PASSWORD-27@ghcr.io/org/disk:v1
  anchored: &a ghcr.io PASSWORD-28
  aliased: *a
`

// Broken returns documents that cannot be read, by what is wrong with them, with the secret where the
// error is.
func Broken() map[string]string {
	all := map[string]string{}
	for name, body := range broken {
		all[name] = "apiVersion: v1\nkind: Pod\n# ghcr.io\nspec:\n" + strings.NewReplacer("TOKEN", Token(), "PASSWORD", mark).Replace(body) + "\n"
	}
	return all
}

var broken = map[string]string{
	"an alias":          "  password: *PASSWORD-40",
	"its own anchor":    "  password: &PASSWORD-41 [*PASSWORD-41]",
	"an open quote":     "  password: \"PASSWORD-42",
	"two keys":          "  TOKEN: 1\n  TOKEN: 2",
	"an at":             "  password: @PASSWORD-43",
	"a percent":         "  password: %PASSWORD-44",
	"a backquote":       "  password: `PASSWORD-45",
	"two colons":        "  password: PASSWORD-46: x",
	"an open map":       "  password: {PASSWORD-47: [}",
	"a directive":       "%PASSWORD-48 x",
	"a tag":             "  password: !p!PASSWORD-49 x",
	"a block's header":  "  password: |PASSWORD-50\n   x",
	"a tag of a number": "  password: !!int PASSWORD-51",
	"a merge":           "  <<: PASSWORD-52",
	"an escape":         "  password: \"\\PASSWORD-53\"",
	"a tab":             "  password:\n\t- PASSWORD-54",
	"a control":         "  password: PASSWORD-55\x01",
	"no UTF-8":          "  password: PASSWORD-56\xff",
	"a second document": "  password: PASSWORD-57\n--- *PASSWORD-57",
}

// Configurations returns configurations that are refused, by what is wrong with them, with the secret
// where the error is.
func Configurations() map[string]string {
	all := map[string]string{}
	for name, spec := range configurations {
		all[name] = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: ghcr}\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n" +
			strings.NewReplacer("TOKEN", Token(), "FINE", FineGrained(), "JSON", Credentials(), "PASSWORD", mark).Replace(spec) + "\n"
	}
	for name, data := range map[string]string{
		"flat, a password":   "password: PASSWORD-80",
		"flat, a credential": "credential: PASSWORD-81",
		"flat, a token":      "secretName: TOKEN",
	} {
		all[name] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ghcr}\ndata:\n  accountID: '123456789012'\n  region: ca-central-1\n  " +
			strings.NewReplacer("TOKEN", Token(), "PASSWORD", mark).Replace(data) + "\n"
	}
	return all
}

var configurations = map[string]string{
	"a credential as text":    "  upstreams: [{registry: ghcr.io, credential: PASSWORD-60}]",
	"a credential as a list":  "  upstreams: [{registry: ghcr.io, credential: [PASSWORD-61]}]",
	"a password":              "  upstreams: [{registry: ghcr.io, credential: {password: PASSWORD-62}}]",
	"the secret's JSON":       "  upstreams: [{registry: ghcr.io, credential: {secretString: 'JSON'}}]",
	"the Secret as text":      "  upstreams: [{registry: ghcr.io, credential: {kubernetesSecret: PASSWORD-63}}]",
	"a token as a name":       "  upstreams: [{registry: ghcr.io, credential: {secretName: TOKEN}}]",
	"a token as an ARN":       "  upstreams: [{registry: ghcr.io, credential: {arn: FINE}}]",
	"a token in a comment":    "  upstreams: [{registry: ghcr.io}] # TOKEN",
	"a token as a key":        "  TOKEN: x",
	"a login in the registry": "  upstreams: [{registry: 'https://robot:PASSWORD-64@ghcr.io'}]",
	"an alias":                "  password: *PASSWORD-65",
	"an open quote":           "  password: \"PASSWORD-66",
	"an unknown key":          "  password: PASSWORD-67",
}
