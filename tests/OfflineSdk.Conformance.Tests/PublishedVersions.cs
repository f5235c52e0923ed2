namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>
/// Versions of the npm packages whose facts our SDK restates. They follow the official NuGet packages in Directory.Packages.props; npm
/// publishes the same provider schema under the same number.
/// </summary>
internal static class PublishedVersions
{
    public static string Of(string package) => package switch
    {
        "@pulumi/pulumi" => "3.248.0",
        "@pulumi/kubernetes" => "4.32.0",
        "@pulumi/gcp" => "9.35.0",
        "@pulumi/aws" => "7.48.0",
        _ => throw new ArgumentOutOfRangeException(nameof(package), package, "no version is pinned for this package"),
    };
}
