using System.Reflection;
using System.Text.RegularExpressions;
using Pulumi;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>Every token and property of our SDK is the published one.</summary>
public partial class ConformanceTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("Pulumi.Kubernetes", "@pulumi/kubernetes")]
    [InlineData("Pulumi.Gcp", "@pulumi/gcp")]
    [InlineData("Pulumi.Aws", "@pulumi/aws")]
    public void OfflineAssembly_AgreesWithThePublishedPackage(string assemblyName, string package)
    {
        var checker = new ConformanceChecker(NpmPackage.Load(package, PublishedVersions.Of(package)));
        var resources = Assembly.Load(assemblyName).GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.GetCustomAttributes<ResourceTypeAttribute>().Any()).ToList();

        foreach (var resource in resources)
        {
            checker.CheckResource(resource);
        }

        foreach (var token in FunctionTokens(assemblyName))
        {
            checker.CheckFunction(token);
        }

        Assert.True(checker.Differences.Count == 0, string.Join('\n', checker.Differences));
        Assert.True(checker.ComparedProperties > 10 * resources.Count / 3, $"only {checker.ComparedProperties} properties of {resources.Count} resources compared");
    }

    [Theory]
    [InlineData(typeof(ResourceOptions), "ResourceOptions")]
    [InlineData(typeof(CustomResourceOptions), "CustomResourceOptions")]
    [InlineData(typeof(ComponentResourceOptions), "ComponentResourceOptions")]
    public void ResourceOptions_AreThePublishedOnes(Type options, string published)
    {
        var package = NpmPackage.Load("@pulumi/pulumi", PublishedVersions.Of("@pulumi/pulumi"));
        var declarations = TypeScriptDeclarations.Parse(package.Declarations["resource"]);
        var members = declarations.Find(published)!.Keys.Concat(declarations.Find("ResourceOptions")!.Keys).ToHashSet(StringComparer.Ordinal);

        var unknown = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..])
            .Where(name => !members.Contains(name) && !DotnetOnly.Contains(name));

        Assert.Empty(unknown);
    }

    // Names that the .NET SDK spells in its own way.
    private static readonly HashSet<string> DotnetOnly = ["pluginDownloadURL", "resourceTransformations", "resourceTransforms", "importId"];

    private static IEnumerable<string> FunctionTokens(string assemblyName) =>
        Directory.EnumerateFiles(Path.Combine(Root, "infra", "OfflineSdk", assemblyName), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => InvokeToken().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Distinct(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WedSync.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"Invoke(?:Async)?(?:<[^(]+>)?\(\s*""([^""]+)""")]
    private static partial Regex InvokeToken();
}
