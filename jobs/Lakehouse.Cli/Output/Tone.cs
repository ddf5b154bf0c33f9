namespace Lakehouse.Cli.Output;

/// <summary>What a piece of text means, from which a terminal chooses its colour.</summary>
internal enum Tone
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Something that matters less.</summary>
    Quiet,

    /// <summary>Something went well.</summary>
    Good,

    /// <summary>Something wants a look.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Bad,
}
