module github.com/amerintlxperts/ecrcache/test/aws

go 1.26.0

require (
	github.com/amerintlxperts/ecrcache v0.0.0
	github.com/aws/aws-sdk-go-v2/service/ecr v1.67.6
	sigs.k8s.io/yaml v1.6.0
)

require (
	github.com/aws/smithy-go v1.28.9 // indirect
	go.yaml.in/yaml/v2 v2.4.4 // indirect
)

replace github.com/amerintlxperts/ecrcache => ../..
