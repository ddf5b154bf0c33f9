using System.CommandLine;

namespace Lakehouse.Cli.Verbs;

/// <summary>One thing that the command does: what help says about it, what it takes, and how it is done.</summary>
internal abstract class Verb
{
    /// <summary>The word on the command line.</summary>
    internal abstract string Name { get; }

    /// <summary>What it does, in one line.</summary>
    internal abstract string Summary { get; }

    /// <summary>What help says beyond the summary: paragraphs; none for the simplest.</summary>
    internal virtual IReadOnlyList<string> Details => [];

    /// <summary>Command lines that work, without the command's own name, each with what it does.</summary>
    internal virtual IReadOnlyList<Example> Examples => [];

    /// <summary>What it takes by position.</summary>
    internal virtual IReadOnlyList<Argument> Arguments => [];

    /// <summary>What it takes by name, beside what every verb takes.</summary>
    internal virtual IReadOnlyList<Option> Options => [];

    /// <summary>The verbs below it; a verb that has some is not run itself.</summary>
    internal virtual IReadOnlyList<Verb> Verbs => [];

    /// <summary>Does it.</summary>
    /// <param name="invocation">What was said.</param>
    /// <param name="cancellationToken">Signalled when the user or the system wants the process to stop.</param>
    /// <returns>The exit code.</returns>
    internal abstract Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken);
}

/// <summary>A command line that works.</summary>
/// <param name="Line">The words after the command's own name.</param>
/// <param name="What">What it does, a short phrase.</param>
internal readonly record struct Example(string Line, string What);
