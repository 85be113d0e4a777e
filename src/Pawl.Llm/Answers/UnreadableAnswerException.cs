namespace Pawl.Llm.Answers;

/// <summary>Thrown by whoever reads an answer and cannot use it: the desk then asks again or rejects it.</summary>
/// <param name="kind">One of <see cref="AnswerFaults"/>, or the domain's own word in the same style.</param>
/// <param name="path">Where in the answer, as a JSON path such as <c>$.features.learners[2].score</c>; <c>$</c> for all of it.</param>
/// <param name="message">What was expected and what came; also said to the model when it is asked again.</param>
public sealed class UnreadableAnswerException(string kind, string path, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Kind { get; } = kind;

    public string Path { get; } = path;
}
