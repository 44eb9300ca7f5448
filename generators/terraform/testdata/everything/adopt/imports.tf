# What is there already; for the configuration that calls the module.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

variable "ghcr_token_arn" {
  description = "the ARN of the secret of ghcr.io, from aws secretsmanager describe-secret --secret-id ecr-pullthroughcache/ghcr --query ARN --output text --region ca-central-1"
  type        = string
}

variable "ecr_api_endpoint_id" {
  description = "the ID of the endpoint of ecr.api, from aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0123456789abcdef0 Name=service-name,Values=com.amazonaws.ca-central-1.ecr.api --query 'VpcEndpoints[].VpcEndpointId' --output text --region ca-central-1"
  type        = string
}

variable "ecr_dkr_endpoint_id" {
  description = "the ID of the endpoint of ecr.dkr, from aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0123456789abcdef0 Name=service-name,Values=com.amazonaws.ca-central-1.ecr.dkr --query 'VpcEndpoints[].VpcEndpointId' --output text --region ca-central-1"
  type        = string
}

variable "s3_endpoint_id" {
  description = "the ID of the endpoint of s3, from aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0123456789abcdef0 Name=service-name,Values=com.amazonaws.ca-central-1.s3 --query 'VpcEndpoints[].VpcEndpointId' --output text --region ca-central-1"
  type        = string
}

import {
  to = module.ecr_cache.aws_ecr_pull_through_cache_rule.ghcr
  id = "ghcr"
}
import {
  to = module.ecr_cache.aws_ecr_repository_creation_template.ghcr
  id = "ghcr"
}
import {
  to = module.ecr_cache.aws_ecr_repository.cached["ghcr/amerintlxperts/my-app"]
  id = "ghcr/amerintlxperts/my-app"
}
import {
  to = module.ecr_cache.aws_ecr_lifecycle_policy.cached["ghcr/amerintlxperts/my-app"]
  id = "ghcr/amerintlxperts/my-app"
}
import {
  to = module.ecr_cache.aws_ecr_repository_policy.cached["ghcr/amerintlxperts/my-app"]
  id = "ghcr/amerintlxperts/my-app"
}
import {
  to = module.ecr_cache.aws_ecr_repository.cached["ghcr/amerintlxperts/sidecar"]
  id = "ghcr/amerintlxperts/sidecar"
}
import {
  to = module.ecr_cache.aws_ecr_lifecycle_policy.cached["ghcr/amerintlxperts/sidecar"]
  id = "ghcr/amerintlxperts/sidecar"
}
import {
  to = module.ecr_cache.aws_ecr_repository_policy.cached["ghcr/amerintlxperts/sidecar"]
  id = "ghcr/amerintlxperts/sidecar"
}
import {
  to = module.ecr_cache.aws_ecr_registry_policy.main
  id = "123456789012"
}
import {
  to = module.ecr_cache.aws_ecr_registry_scanning_configuration.main
  id = "123456789012"
}
import {
  to = module.ecr_cache.aws_iam_policy.node
  id = "arn:aws:iam::123456789012:policy/eks-node-pull"
}
import {
  to = module.ecr_cache.aws_ssm_parameter.ecr_registry_url
  id = "/eks/dev/ecr-registry"
}
import {
  to = module.ecr_cache.aws_ssm_parameter.ghcr_prefix
  id = "/eks/dev/ghcr-prefix"
}
import {
  to = module.ecr_cache.aws_ssm_parameter.ghcr_credential_secret_name
  id = "/eks/dev/ghcr-credential-secret-name"
}
import {
  to = module.ecr_cache.aws_sns_topic.monitoring
  id = "arn:aws:sns:ca-central-1:123456789012:shop-cache"
}
import {
  to = module.ecr_cache.aws_sns_topic_policy.monitoring
  id = "arn:aws:sns:ca-central-1:123456789012:shop-cache"
}
import {
  to = module.ecr_cache.aws_cloudwatch_event_rule.credentials
  id = "default/shop-cache-credentials"
}
import {
  to = module.ecr_cache.aws_cloudwatch_event_target.credentials
  id = "shop-cache-credentials/topic"
}
import {
  to = module.ecr_cache.aws_cloudwatch_metric_alarm.credentials
  id = "shop-cache-credentials"
}
import {
  to = module.ecr_cache.aws_secretsmanager_secret.ghcr_token
  id = var.ghcr_token_arn
}
import {
  to = module.ecr_cache.aws_vpc_endpoint.ecr_api
  id = var.ecr_api_endpoint_id
}
import {
  to = module.ecr_cache.aws_vpc_endpoint.ecr_dkr
  id = var.ecr_dkr_endpoint_id
}
import {
  to = module.ecr_cache.aws_vpc_endpoint.s3
  id = var.s3_endpoint_id
}
