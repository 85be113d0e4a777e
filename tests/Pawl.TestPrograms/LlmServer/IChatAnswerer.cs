namespace Pawl.TestPrograms.LlmServer;

/// <summary>What a well-behaved server says. <c>--answerer NAME</c> finds one by its name.</summary>
public interface IChatAnswerer
{
    string Name { get; }

    /// <returns>The same text for the same <see cref="ChatRequest.QuestionHash"/>.</returns>
    string Answer(ChatRequest request);
}
