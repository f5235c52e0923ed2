using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Arguments: fields and properties marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private protected InputArgs()
    {
    }

    /// <summary>Names and values as the provider knows them; unset ones are null.</summary>
    /// <exception cref="ArgumentNullException">A required one is unset.</exception>
    internal virtual IEnumerable<KeyValuePair<string, object?>> Read()
    {
        var members = InputMembers.Of(GetType());
        var values = new KeyValuePair<string, object?>[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var (attribute, member) = members[i];
            var value = member.Read(this);
            if (value is null && attribute.IsRequired)
            {
                throw new ArgumentNullException(
                    member.Name, $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value");
            }

            if (value is not null && attribute.Json)
                value = new JsonInput(value);
            values[i] = KeyValuePair.Create(attribute.Name, value);
        }

        return values;
    }
}

/// <summary>Arguments of a resource, or of an object inside one.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new EmptyArgs();

    private sealed class EmptyArgs : ResourceArgs;
}

/// <summary>Arguments of a provider's function.</summary>
public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new EmptyArgs();

    private sealed class EmptyArgs : InvokeArgs;
}

/// <summary>Arguments of a resource that has no class of its own for them.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary)
    {
        DictionaryArgs.Check(dictionary);
        _dictionary = dictionary;
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Read() => _dictionary;
}

/// <summary>Arguments of a function that has no class of its own for them.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary)
    {
        DictionaryArgs.Check(dictionary);
        _dictionary = dictionary;
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Read() => _dictionary;
}

internal static class DictionaryArgs
{
    /// <summary>Refuses values, or outputs of values, that no property can have.</summary>
    public static void Check(ImmutableDictionary<string, object?> dictionary)
    {
        foreach (var value in dictionary.Values)
        {
            if (value is null)
                continue;
            var type = value.GetType();
            var isLater = type.IsGenericType
                && (type.GetGenericTypeDefinition() == typeof(Output<>) || type.GetGenericTypeDefinition() == typeof(Input<>));
            TargetTypes.Check(nameof(dictionary), isLater ? type.GenericTypeArguments[0] : type);
        }
    }
}
