using System.Reflection;
using System.Text.RegularExpressions;
using Pulumi;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>Compares resource types of ours with a published package and says every difference.</summary>
internal sealed partial class ConformanceChecker
{
    private readonly NpmPackage _package;
    private readonly Dictionary<string, string> _moduleOfToken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functionTokens = new(StringComparer.Ordinal);
    private readonly TypeScriptDeclarations _inputs;
    private readonly TypeScriptDeclarations _outputs;
    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _differences = [];

    public ConformanceChecker(NpmPackage package)
    {
        _package = package;
        _inputs = TypeScriptDeclarations.Parse(package.Declarations["types/input"]);
        _outputs = TypeScriptDeclarations.Parse(package.Declarations["types/output"]);
        foreach (var (module, script) in package.Scripts)
        {
            foreach (Match match in ResourceToken().Matches(script))
            {
                _moduleOfToken[match.Groups[1].Value] = module;
            }

            _functionTokens.UnionWith(FunctionToken().Matches(script).Select(m => m.Groups[1].Value));
        }
    }

    /// <summary>Differences found so far, each a sentence.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Properties compared so far: a check that compared nothing has shown nothing.</summary>
    public int ComparedProperties { get; private set; }

    public void CheckResource(Type resource)
    {
        var token = resource.GetCustomAttributes<ResourceTypeAttribute>().FirstOrDefault()?.Type;
        if (token is null || Module(token) is not { } module)
        {
            _differences.Add($"{resource.FullName}: no resource '{token}' in the package");
            return;
        }

        var declarations = TypeScriptDeclarations.Parse(_package.Declarations[module]);
        CheckOutputs(resource, declarations.Find(resource.Name));
        if (resource.GetConstructors().SelectMany(c => c.GetParameters()).FirstOrDefault(IsArgs)?.ParameterType is { } args)
        {
            CheckArgs(Nullable.GetUnderlyingType(args) ?? args, declarations.Find(resource.Name + "Args"));
        }
    }

    public void CheckFunction(string token)
    {
        ComparedProperties++;
        if (!_functionTokens.Contains(token))
        {
            _differences.Add($"no function '{token}' in the package");
        }
    }

    private string? Module(string token) =>
        token.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? "provider" : _moduleOfToken.GetValueOrDefault(token);

    private static bool IsArgs(ParameterInfo parameter) => typeof(ResourceArgs).IsAssignableFrom(parameter.ParameterType);

    private void CheckArgs(Type args, IReadOnlyDictionary<string, TypeScriptMember>? members)
    {
        if (!_seen.Add(args))
        {
            return;
        }

        if (members is null)
        {
            _differences.Add($"{args.FullName}: no such type in the package");
            return;
        }

        foreach (var (input, type, required) in InputsOf(args))
        {
            var where = $"{args.FullName}.{input}";
            CheckShape(where, type, members.GetValueOrDefault(input));
            if (members.TryGetValue(input, out var member) && member.IsOptional == required)
            {
                _differences.Add($"{where}: is {(required ? "required" : "optional")} here, {(required ? "optional" : "required")} in the package");
            }

            CheckNested(type, t => CheckArgs(t, _inputs.Find(TypeShape.PathOf(t))));
        }

        CheckRequired(args, members);
    }

    private void CheckRequired(Type args, IReadOnlyDictionary<string, TypeScriptMember> members)
    {
        var ours = InputsOf(args).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in members.Values.Where(m => !m.IsOptional && !ours.Contains(m.Name)))
        {
            _differences.Add($"{args.FullName}: lacks '{missing.Name}', which the package requires");
        }
    }

    private void CheckOutputs(Type resource, IReadOnlyDictionary<string, TypeScriptMember>? members)
    {
        foreach (var property in resource.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is { } output)
            {
                CheckShape($"{resource.FullName}.{output.Name}", property.PropertyType, members?.GetValueOrDefault(output.Name ?? property.Name));
                CheckNested(property.PropertyType, CheckOutputType);
            }
        }
    }

    private void CheckOutputType(Type type)
    {
        if (!_seen.Add(type))
        {
            return;
        }

        var members = _outputs.Find(TypeShape.PathOf(type));
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            CheckShape($"{type.FullName}.{name}", field.FieldType, members?.GetValueOrDefault(name));
            CheckNested(field.FieldType, CheckOutputType);
        }
    }

    private void CheckShape(string where, Type type, TypeScriptMember? member)
    {
        ComparedProperties++;
        if (member is null)
        {
            _differences.Add($"{where}: no such property in the package");
            return;
        }

        var ours = TypeShape.OfClr(type);
        var theirs = TypeShape.OfTypeScript(member.Type);
        if (!theirs.Any(t => ours.Any(o => Fits(o, t))))
        {
            _differences.Add($"{where}: is {string.Join(" or ", ours)} here, {string.Join(" or ", theirs)} in the package");
        }
    }

    // The C# SDK writes some enumerations and literals as plain texts, and free-form values as JSON.
    private static bool Fits(string ours, string theirs) =>
        ours == theirs || theirs == TypeShape.Any || (ours.Replace("string", "enum", StringComparison.Ordinal) == theirs)
        || (ours.EndsWith("any)", StringComparison.Ordinal) && theirs.StartsWith(ours[..^4], StringComparison.Ordinal));

    private static void CheckNested(Type type, Action<Type> check)
    {
        if (type.IsGenericType)
        {
            foreach (var argument in type.GetGenericArguments())
            {
                CheckNested(argument, check);
            }
        }
        else if (type.Assembly.GetName().Name!.StartsWith("Pulumi.", StringComparison.Ordinal) && type.IsClass)
        {
            check(type);
        }
    }

    private static IEnumerable<(string Name, Type Type, bool Required)> InputsOf(Type args)
    {
        foreach (var property in args.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var backing = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance);
            if ((property.GetCustomAttribute<InputAttribute>() ?? backing?.GetCustomAttribute<InputAttribute>()) is { } input)
            {
                yield return (NameOf(input), property.PropertyType, IsRequired(input));
            }
        }
    }

    private static string NameOf(InputAttribute input) => (string)Read(input, "Name")!;

    private static bool IsRequired(InputAttribute input) => (bool)Read(input, "IsRequired")!;

    // As in the official SDK, the attribute's values are internal.
    private static object? Read(InputAttribute input, string property) =>
        typeof(InputAttribute).GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(input);

    [GeneratedRegex("__pulumiType = '([^']+)'")]
    private static partial Regex ResourceToken();

    [GeneratedRegex(@"runtime\.invoke(?:Output)?\(""([^""]+)""")]
    private static partial Regex FunctionToken();
}
