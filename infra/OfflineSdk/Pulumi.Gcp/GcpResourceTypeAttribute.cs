namespace Pulumi.Gcp;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class GcpResourceTypeAttribute(string type) : ResourceTypeAttribute(type, version: null);
