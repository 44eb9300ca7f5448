package corpus

// Kinds without images, which are most of a cluster's objects.

// service writes a Service; with a decoy a comment holds an image.
func service(decoy bool) func(*builder) {
	return func(b *builder) {
		b.object("v1", "Service")
		b.add("spec:\n")
		if decoy {
			b.add("  # in front of\n  # image: %s\n", b.decoy())
		}
		b.add("  ports:\n")
		b.times(1, 4, func(i int) {
			b.add("  - name: port-%d\n    port: %d\n    protocol: TCP\n    targetPort: %d\n", i, 80+i, 8080+i)
		})
		b.add("  selector:\n    app.kubernetes.io/instance: %s\n  type: ClusterIP\n", b.name)
	}
}

func ingress(b *builder) {
	b.object("networking.k8s.io/v1", "Ingress")
	b.add("spec:\n  ingressClassName: nginx\n  rules:\n")
	b.times(1, 4, func(i int) {
		b.add("  - host: %s-%d.amerintlxperts.github.io\n    http:\n      paths:\n      - backend:\n          service:\n            name: %s\n            port:\n              name: http\n        path: /\n        pathType: Prefix\n", b.name, i, b.name)
	})
	b.add("  tls:\n  - hosts:\n    - '*.amerintlxperts.github.io'\n    secretName: %s-tls\n", b.name)
}

func role(b *builder) {
	b.object("rbac.authorization.k8s.io/v1", "Role")
	b.add("rules:\n")
	b.times(2, 7, func(i int) {
		b.add("- apiGroups:\n  - \"\"\n  - group-%d.amerintlxperts.github.io\n  resources:\n  - configmaps\n  - resource-%d\n  verbs:\n  - get\n  - list\n  - watch\n", i, i)
	})
}

func roleBinding(b *builder) {
	b.object("rbac.authorization.k8s.io/v1", "RoleBinding")
	b.add("roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: %s\nsubjects:\n", b.name)
	b.times(1, 5, func(i int) {
		b.add("- kind: ServiceAccount\n  name: %s-%d\n  namespace: %s\n", b.name, i, b.namespace)
	})
}

func serviceAccount(b *builder) {
	b.object("v1", "ServiceAccount")
	b.add("automountServiceAccountToken: false\n")
}

func networkPolicy(b *builder) {
	b.object("networking.k8s.io/v1", "NetworkPolicy")
	b.add("spec:\n  ingress:\n")
	b.times(1, 5, func(i int) {
		b.add("  - from:\n    - namespaceSelector:\n        matchLabels:\n          kubernetes.io/metadata.name: team-%d\n    ports:\n    - port: %d\n      protocol: TCP\n", 10+i, 8080+i)
	})
	b.add("  podSelector:\n    matchLabels:\n      app.kubernetes.io/instance: %s\n  policyTypes:\n  - Ingress\n", b.name)
}
