using Spectre.Console;

namespace WedSync.Cli.Output;

/// <summary>Consoles for tables.</summary>
internal static class Consoles
{
    private const int PlainWidth = 160;

    /// <summary>A console that writes to a writer, as wide as its terminal; a file or pipe has no width of its own.</summary>
    public static IAnsiConsole For(CliHost host, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.UseColor ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = host.UseColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        if (Console.IsOutputRedirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
