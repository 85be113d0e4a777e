namespace Pawl.Text.Corpora;

/// <summary>Where training text comes from.</summary>
public interface ICorpus
{
    /// <summary>Short, for the name of the prepared folder: letters, digits, dots and dashes.</summary>
    string Name { get; }

    /// <summary>Which inputs it has, in the order they are read. The same inputs always come in the same order.</summary>
    /// <exception cref="CorpusException">There is none; the text says where it was looked for.</exception>
    IReadOnlyList<CorpusFile> Files();

    /// <summary>The whole text.</summary>
    /// <param name="note">Gets a line for each thing a person should know, such as bytes that are no UTF-8.</param>
    string Read(IReadOnlyList<CorpusFile> files, Action<string> note);
}
