using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns what a provider returned into the type of an output: maps become objects, doubles become integers or enums, and so on.
/// What does not fit becomes the type's default.
/// </summary>
internal abstract class ValueConverter
{
    private static readonly ConcurrentDictionary<Type, ValueConverter> ByType = new();

    public static ValueConverter For(Type type) => ByType.GetOrAdd(type, Create);

    /// <summary>The converted value; null for the type's default.</summary>
    public object? Convert(object? value) => value is not null && TryConvert(value, out var result) ? result : null;

    /// <summary>False when the value has another kind than the type, which lets a union try its other type.</summary>
    public abstract bool TryConvert(object value, out object? result);

    private static ValueConverter Create(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return For(underlying);
        if (type == typeof(string) || type == typeof(object))
            return new SameConverter(type);
        if (type == typeof(int))
            return new IntegerConverter();
        if (type == typeof(Asset) || type == typeof(AssetOrArchive))
            return new SameConverter(type, new InvalidAsset());
        if (type == typeof(Archive))
            return new SameConverter(type, new InvalidArchive());
        if (type.IsEnum)
            return new EnumConverter(type);
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute), inherit: false))
            return new EnumTypeConverter(type);
        if (type.IsConstructedGenericType)
            return CreateGeneric(type);
        if (type.IsDefined(typeof(OutputTypeAttribute), inherit: true))
            return new OutputTypeConverter(type);

        if (type == typeof(JsonElement))
            return new JsonElementConverter();

        // Strings, booleans, doubles and resources arrive as what they are.
        return new SameConverter(type);
    }

    private static ValueConverter CreateGeneric(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (type == typeof(ImmutableDictionary<string, object>) || type == typeof(ImmutableArray<object>))
            return new SameConverter(type);

        var converter = definition == typeof(ImmutableArray<>) ? typeof(ArrayConverter<>).MakeGenericType(arguments)
            : definition == typeof(ImmutableDictionary<,>) ? typeof(MapConverter<>).MakeGenericType(arguments[1])
            : definition == typeof(Union<,>) ? typeof(UnionConverter<,>).MakeGenericType(arguments)
            : definition == typeof(Output<>) ? typeof(NestedOutputConverter<>).MakeGenericType(arguments)
            : throw new InvalidOperationException($"Unexpected generic target type {type.FullName} for a value of a resource.");
        return (ValueConverter)Activator.CreateInstance(converter)!;
    }
}
