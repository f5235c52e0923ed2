using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Pulumi;

namespace WedSync.Planning.Recording;

/// <summary>An input of an arguments type.</summary>
/// <param name="Name">The engine's name of the property.</param>
/// <param name="IsJson">Whether the engine receives it as JSON text.</param>
/// <param name="Get">Reads it from an arguments object.</param>
internal sealed record InputMember(string Name, bool IsJson, Func<object, object?> Get);

/// <summary>Inputs of an arguments type, by the attribute that marks them, in the order of their names.</summary>
internal static class ArgsShape
{
    private static readonly ConcurrentDictionary<Type, InputMember[]> Known = new();

    public static InputMember[] Of(Type type) => Known.GetOrAdd(type, Read);

    private static InputMember[] Read(Type type)
    {
        var members = new Dictionary<string, InputMember>(StringComparer.Ordinal);
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var property in t.GetProperties(Declared))
            {
                Add(members, property, Reader(property));
            }

            // Collections carry the attribute on their backing field, where "not given" is still null.
            foreach (var field in t.GetFields(Declared))
            {
                Add(members, field, field.GetValue);
            }
        }

        return [.. members.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    // An automatic property is read through its field: that is the same, and spares compiling a stub for each accessor, which
    // was half of all that a preview compiled.
    private static Func<object, object?> Reader(PropertyInfo property)
    {
        var field = property.GetMethod?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true
            ? property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)
            : null;
        return field is null ? property.GetValue : field.GetValue;
    }

    private static void Add(Dictionary<string, InputMember> members, MemberInfo member, Func<object, object?> get)
    {
        if (member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(InputAttribute)) is not { } attribute)
        {
            return;
        }

        var arguments = attribute.ConstructorArguments;
        var name = (string)arguments[0].Value!;
        var isJson = arguments.Count > 2 && arguments[2].Value is true;
        members.TryAdd(name, new InputMember(name, isJson, get));
    }
}
