namespace Lakehouse.Transform.Graph;

/// <summary>What makes a table.</summary>
public enum StepKind
{
    /// <summary>A bronze table or another one that is there before a run of models: nothing makes it here.</summary>
    Source,

    /// <summary>A CSV file of definitions.</summary>
    Definition,

    /// <summary>A model.</summary>
    Model,
}
