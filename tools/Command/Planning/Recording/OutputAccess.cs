using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;
using Pulumi.Utilities;

namespace WedSync.Planning.Recording;

/// <summary>Reads an input or output whose value type is known only at run time.</summary>
internal abstract class OutputAccess
{
    private static readonly ConcurrentDictionary<Type, OutputAccess?> Known = new();

    /// <summary>Access to values of a type; null when it is neither input nor output.</summary>
    public static OutputAccess? Of(Type type) => Known.GetOrAdd(type, Find);

    public abstract bool IsKnown(object value);

    public abstract bool IsSecret(object value);

    public abstract object? Value(object value);

    private static OutputAccess? Find(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && (t.GetGenericTypeDefinition() == typeof(Input<>) || t.GetGenericTypeDefinition() == typeof(Output<>)))
            {
                return (OutputAccess)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(t.GetGenericArguments()))!;
            }
        }

        return null;
    }

    // The program has ended: every task here is complete, and reading its result does not wait.
    private sealed class Typed<T> : OutputAccess
    {
        public override bool IsKnown(object value) => OutputUtilities.GetIsKnownAsync(ToOutput(value)).GetAwaiter().GetResult();

        public override bool IsSecret(object value) => Output.IsSecretAsync(ToOutput(value)).GetAwaiter().GetResult();

        public override object? Value(object value) => OutputUtilities.GetValueAsync(ToOutput(value)).GetAwaiter().GetResult();

        private static Output<T> ToOutput(object value) => value as Output<T> ?? ((Input<T>)value).ToOutput();
    }
}

/// <summary>Value types that wrap one value: unions and the SDK's enums.</summary>
internal static class ScalarShape
{
    private static readonly ConcurrentDictionary<Type, Func<object, object?>?> Known = new();

    public static Func<object, object?>? Of(Type type) => Known.GetOrAdd(type, Find);

    private static Func<object, object?>? Find(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Union<,>))
        {
            return type.GetProperty("Value")!.GetValue;
        }

        if (type.IsDefined(typeof(EnumTypeAttribute), inherit: false))
        {
            var convert = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])!;
            return value => convert.Invoke(null, [value]);
        }

        return null;
    }
}
