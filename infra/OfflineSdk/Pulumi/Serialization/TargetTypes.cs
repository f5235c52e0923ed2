using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The types that an output may have. Any other is refused as soon as a resource has it.</summary>
internal static class TargetTypes
{
    private static readonly HashSet<Type> Allowed =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(Asset), typeof(Archive),
        typeof(AssetOrArchive), typeof(ImmutableDictionary<string, object>), typeof(ImmutableArray<object>),
    ];

    private static readonly Lock Gate = new();

    /// <exception cref="InvalidOperationException">The type, or one that it is made of, is not allowed.</exception>
    public static void Check(string context, Type type)
    {
        lock (Gate)
            CheckLocked(context, type);
    }

    private static void CheckLocked(string context, Type type)
    {
        // Entered before its parts are checked, since a type may contain itself.
        if (!Allowed.Add(type))
            return;
        try
        {
            CheckParts(context, type);
        }
        catch
        {
            Allowed.Remove(type);
            throw;
        }
    }

    private static void CheckParts(string context, Type type)
    {
        if (typeof(Resource).IsAssignableFrom(type) || (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int)))
            return;
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute), inherit: false))
            EnumTypes.Of(type);
        else if (type.IsConstructedGenericType)
            CheckGeneric(context, type);
        else if (type.IsDefined(typeof(OutputTypeAttribute), inherit: true))
            CheckOutputType(type);
        else if (type != typeof(JsonElement))
            throw NotAllowed(context, type);
    }

    private static void CheckGeneric(string context, Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (definition == typeof(ImmutableDictionary<,>) && arguments[0] != typeof(string))
        {
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}:\n"
                + "    The only allowed ImmutableDictionary 'TKey' type is 'String'.");
        }

        if (definition != typeof(Nullable<>) && definition != typeof(Union<,>) && definition != typeof(ImmutableArray<>)
            && definition != typeof(ImmutableDictionary<,>) && definition != typeof(Output<>))
        {
            throw new InvalidOperationException(
                $"{context} contains invalid type {type.FullName}:\n"
                + "    The only generic types allowed are ImmutableArray<...> and ImmutableDictionary<string, ...>");
        }

        foreach (var argument in arguments)
            CheckLocked(context, argument);
    }

    private static void CheckOutputType(Type type)
    {
        // Generated classes are right by construction, and too many to look into on every start.
        if (type.Assembly.GetName().Name!.StartsWith("Pulumi.", StringComparison.Ordinal))
            return;

        var constructor = OutputTypeConverter.ConstructorOf(type) ?? throw new InvalidOperationException(
            $"{type.FullName} had [{nameof(OutputTypeAttribute)}], but did not contain constructor marked with "
            + $"[{nameof(OutputConstructorAttribute)}].");
        foreach (var parameter in constructor.GetParameters())
            CheckLocked($"{type.FullName}({parameter.Name})", parameter.ParameterType);
    }

    private static InvalidOperationException NotAllowed(string context, Type type) => new(
        $"{context} contains invalid type {type.FullName}. Allowed types are:\n"
        + "    String, Boolean, Int32, Double,\n"
        + "    Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...> or\n"
        + $"    a class explicitly marked with the [{nameof(OutputTypeAttribute)}].");
}
