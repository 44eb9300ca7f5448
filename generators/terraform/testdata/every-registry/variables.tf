# What the module is given.
# Written by ecrcache generate from the configuration every. Change that, not this file.

variable "region" {
  description = "AWS Region of the registry, whatever the Region of the provider"
  type        = string
  default     = "ca-central-1"
}

variable "ghcr_username" {
  description = "User name at ghcr.io"
  type        = string
}

variable "ghcr_token" {
  description = "GitHub personal access token (classic) with the scope read:packages"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.ghcr_token) > 0
    error_message = "The token is empty."
  }

  validation {
    condition     = !can(regex("^(github_pat_|ghs_|ghu_|ghr_)", var.ghcr_token))
    error_message = "GitHub's registry takes personal access tokens (classic) alone: neither fine-grained tokens nor those of GitHub Apps."
  }
}

variable "docker_hub_username" {
  description = "User name at registry-1.docker.io"
  type        = string
}

variable "docker_hub_token" {
  description = "Access token for registry-1.docker.io"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.docker_hub_token) > 0
    error_message = "The token is empty."
  }
}

variable "azure_amerintlxperts_username" {
  description = "User name at amerintlxperts.azurecr.io"
  type        = string
}

variable "azure_amerintlxperts_token" {
  description = "Access token for amerintlxperts.azurecr.io"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.azure_amerintlxperts_token) > 0
    error_message = "The token is empty."
  }
}

variable "chainguard_username" {
  description = "User name at cgr.dev"
  type        = string
}

variable "chainguard_token" {
  description = "Access token for cgr.dev"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.chainguard_token) > 0
    error_message = "The token is empty."
  }
}
