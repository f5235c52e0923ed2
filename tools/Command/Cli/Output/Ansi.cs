namespace WedSync.Cli.Output;

/// <summary>Colours of reports; plain text where colour is off.</summary>
internal sealed class Ansi(bool enabled)
{
    public string Bold(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Red(string text) => Wrap(text, "31");

    public string Green(string text) => Wrap(text, "32");

    public string Yellow(string text) => Wrap(text, "33");

    public string Magenta(string text) => Wrap(text, "35");

    public string Cyan(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => enabled ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
