using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A struct with <see cref="EnumTypeAttribute"/>: how it becomes its string or number and back.</summary>
internal sealed class EnumTypes
{
    private static readonly ConcurrentDictionary<Type, EnumTypes> ByType = new();

    private readonly Type _type;
    private readonly MethodInfo _toPlain;

    private EnumTypes(Type type)
    {
        _type = type;
        _toPlain = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]) is { } method
            && (method.ReturnType == typeof(string) || method.ReturnType == typeof(double))
            ? method
            : throw new InvalidOperationException(
                $"Expected {type.FullName} to have an explicit conversion operator to String or Double.");
    }

    public static EnumTypes Of(Type type) => ByType.GetOrAdd(type, static t => new EnumTypes(t));

    public object? ToPlain(object value) => _toPlain.Invoke(null, [value]);

    /// <summary>False when the struct is not made from values of this type.</summary>
    public bool TryFromPlain(object value, out object? result)
    {
        var constructor = _type.GetConstructor(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [value.GetType()]);
        result = constructor?.Invoke([value]);
        return constructor is not null;
    }
}
