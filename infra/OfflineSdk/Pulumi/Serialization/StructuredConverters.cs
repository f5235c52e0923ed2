using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

internal sealed class ArrayConverter<T> : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        result = null;
        if (value is not ImmutableArray<object?> list)
            return false;
        var converter = For(typeof(T));
        var items = ImmutableArray.CreateBuilder<T>(list.Length);
        foreach (var item in list)
            items.Add(converter.Convert(item) is { } converted ? (T)converted : default!);
        result = items.MoveToImmutable();
        return true;
    }
}

internal sealed class MapConverter<TValue> : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        result = null;
        if (value is not ImmutableDictionary<string, object?> map)
            return false;
        var converter = For(typeof(TValue));
        var items = ImmutableDictionary.CreateBuilder<string, TValue>();
        foreach (var (key, item) in map)
            items.Add(key, converter.Convert(item) is { } converted ? (TValue)converted : default!);
        result = items.ToImmutable();
        return true;
    }
}

internal sealed class UnionConverter<T0, T1> : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        if (For(typeof(T0)).TryConvert(value, out result))
        {
            result = Union<T0, T1>.FromT0((T0)result!);
            return true;
        }

        if (For(typeof(T1)).TryConvert(value, out result))
        {
            result = Union<T0, T1>.FromT1((T1)result!);
            return true;
        }

        return false;
    }
}

internal sealed class NestedOutputConverter<T> : ValueConverter
{
    public override bool TryConvert(object value, out object? result)
    {
        var isConverted = For(typeof(T)).TryConvert(value, out var inner);
        result = isConverted ? Output.Create((T)inner!) : null;
        return isConverted;
    }
}

/// <summary>
/// Calls the constructor of a class with <see cref="OutputTypeAttribute"/>; its parameters are named as the properties are.
/// </summary>
internal sealed class OutputTypeConverter : ValueConverter
{
    private readonly ConstructorInfo _constructor;
    private readonly string[] _names;
    private readonly Type[] _types;

    public OutputTypeConverter(Type type)
    {
        _constructor = ConstructorOf(type) ?? throw new InvalidOperationException(
            $"Expected target type {type.FullName} to have an [{nameof(OutputConstructorAttribute)}] constructor.");
        var parameters = _constructor.GetParameters();
        _names = Array.ConvertAll(
            parameters, p => p.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? p.Name!);
        _types = Array.ConvertAll(parameters, p => p.ParameterType);
    }

    /// <summary>The marked constructor, or else the only public one.</summary>
    public static ConstructorInfo? ConstructorOf(Type type)
    {
        var all = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance);
        var marked = Array.Find(all, c => c.IsDefined(typeof(OutputConstructorAttribute), inherit: false));
        if (marked is not null)
            return marked;
        var open = Array.FindAll(all, c => c.IsPublic);
        return open.Length == 1 ? open[0] : null;
    }

    public override bool TryConvert(object value, out object? result)
    {
        result = null;
        if (value is not ImmutableDictionary<string, object?> map)
            return false;
        var arguments = new object?[_names.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = For(_types[i]).Convert(map.GetValueOrDefault(_names[i]));
        result = _constructor.Invoke(arguments);
        return true;
    }
}
