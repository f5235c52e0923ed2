using Pulumi;

namespace WedSync.OfflineSdk.Tests.Support;

/// <summary>A provider of a package.</summary>
internal sealed class TestProvider(string name, string package = "test", CustomResourceOptions? options = null)
    : ProviderResource(package, name, ResourceArgs.Empty, options);
