namespace Pawl.Text.Training;

/// <summary>Which windows of the data a training sees, and in what order.</summary>
internal enum TrainingOrder
{
    /// <summary>Each window once a pass, in random order.</summary>
    Shuffled,

    /// <summary>Uniform draws with replacement.</summary>
    Random,
}
