# What others need to know of the cache.
# Written by ecrcache generate from the configuration ecr. Change that, not this file.

output "ecr_registry_url" {
  description = "ECR registry URL"
  value       = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${var.region}.amazonaws.com"
}

output "base_prefix" {
  description = "Prefix of the cached images of 210987654321.dkr.ecr.us-east-1.amazonaws.com"
  value       = "base"
}

output "europe_prefix" {
  description = "Prefix of the cached images of 123456789012.dkr.ecr.eu-central-1.amazonaws.com"
  value       = "europe"
}

output "ireland_prefix" {
  description = "Prefix of the cached images of 210987654321.dkr.ecr.eu-west-1.amazonaws.com"
  value       = "ireland"
}
