using System.Text;

namespace WedSync.LocalPlatform.Pods;

/// <summary>Expands <c>$(NAME)</c> as Kubernetes does: <c>$$(NAME)</c> stands for itself, an unknown name stays as it is.</summary>
public static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            var end = text[i] == '(' ? text.IndexOf(')', i) : -1;
            if (end < 0)
            {
                // An escaped dollar becomes one; any other character keeps the dollar before it.
                if (text[i] != '$') result.Append('$');
                result.Append(text[i]);
                continue;
            }

            var name = text[(i + 1)..end];
            result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
            i = end;
        }

        return result.ToString();
    }
}
