using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Finds the class of a referenced resource by its type token.</summary>
internal static class ResourceTypes
{
    private static readonly Lazy<ILookup<string, (string? Version, Type Type)>> ByToken = new(Discover);

    /// <summary>A resource object for a URN: of the class registered for its type, or a bare reference when there is none.</summary>
    public static Resource Construct(string urn, string version)
    {
        if (Find(Urn.TypeOf(urn), version) is not { } type)
            return new DependencyResource(urn);

        ResourceOptions options = typeof(CustomResource).IsAssignableFrom(type)
            ? new CustomResourceOptions { Urn = urn }
            : new ComponentResourceOptions { Urn = urn };
        var constructor = type.GetConstructors().Single(c => c.GetParameters().Length == 3);
        return (Resource)constructor.Invoke([Urn.NameOf(urn), null, options]);
    }

    /// <summary>
    /// The newest class of the same major version that is not older than asked for; of any version when none is asked for.
    /// </summary>
    private static Type? Find(string token, string version) => ByToken.Value[token]
        .Where(candidate => Fits(candidate.Version, version))
        .OrderByDescending(candidate => Parse(candidate.Version ?? version))
        .Select(candidate => candidate.Type)
        .FirstOrDefault();

    private static bool Fits(string? candidate, string wanted) =>
        string.IsNullOrEmpty(wanted) || string.IsNullOrEmpty(candidate)
        || (Parse(candidate) >= Parse(wanted) && Parse(candidate).Major == Parse(wanted).Major);

    private static Version Parse(string? version)
    {
        var numbers = (version ?? "").Split('-', '+')[0];
        return Version.TryParse(numbers, out var parsed) ? parsed : new Version(0, 0);
    }

    private static ILookup<string, (string? Version, Type Type)> Discover()
    {
        var found = new List<(string Token, string? Version, Type Type)>();
        foreach (var type in Assemblies().SelectMany(assembly => assembly.GetTypes()))
        {
            if (typeof(Resource).IsAssignableFrom(type) && type.GetCustomAttribute<ResourceTypeAttribute>() is { } attribute)
                found.Add((attribute.Type, attribute.Version, type));
        }

        return found.ToLookup(entry => entry.Token, entry => (entry.Version, entry.Type));
    }

    /// <summary>The loaded assemblies, and those they refer to, that can hold resource classes: the ones that refer to this one.</summary>
    private static IEnumerable<Assembly> Assemblies()
    {
        var own = typeof(Resource).Assembly.GetName().Name;
        var seen = new HashSet<string>();
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !IsFramework(a.GetName())));
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || assembly.IsDynamic)
                continue;
            var references = assembly.GetReferencedAssemblies();
            if (Array.Exists(references, reference => reference.Name == own))
                yield return assembly;
            foreach (var reference in references.Where(reference => !IsFramework(reference)))
                queue.Enqueue(Assembly.Load(reference));
        }
    }

    private static bool IsFramework(AssemblyName name) => name.FullName.StartsWith("System", StringComparison.Ordinal);
}
