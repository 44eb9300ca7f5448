# The endpoints by which the VPC reaches the cache.
# Written by ecrcache generate from the configuration ghcr. Change that, not this file.

resource "aws_vpc_endpoint" "ecr_api" {
  region              = var.region
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_vpc_endpoint" "ecr_dkr" {
  region              = var.region
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.${var.region}.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
}

resource "aws_vpc_endpoint" "s3" {
  region            = var.region
  vpc_id            = var.vpc_id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.route_table_ids
  tags = {
    cost-centre = "0042"
    team        = "platform"
  }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Layers"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject"]
        Resource  = ["arn:${data.aws_partition.current.partition}:s3:::prod-${var.region}-starport-layer-bucket/*"]
      },
    ]
  })
}
