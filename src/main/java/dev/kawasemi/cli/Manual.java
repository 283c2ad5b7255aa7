package dev.kawasemi.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/**
 * What a package ships beside the program, made from the very model that parses what is typed, so that it cannot tell another story than {@code --help}.
 *
 * <p>The page's macros are man(7)'s: {@code TH SH SS TP PP}.
 */
@Command(
        name = "manual",
        hidden = true,
        description = "Print the manual page kawasemi(1); or bash's completion: source <(kawasemi manual completion).")
final class Manual {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    Manual(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The page up to and with its exit codes; where things lie on a host is for the package to add. */
    @Command(description = "The manual page, for man(1).")
    int page() {
        CommandSpec top = top();
        terminal.out().print(page(top));
        terminal.out().flush();
        return ExitCode.DONE.number();
    }

    @Command(description = "Completion of verbs and options, for bash.")
    int completion() {
        CommandSpec top = top();
        // Sourced, never run: without picocli's "#!".
        terminal.out().print(AutoComplete.bash(top.name(), top.commandLine()).replaceFirst("^#!.*\\R", ""));
        terminal.out().flush();
        return ExitCode.DONE.number();
    }

    private CommandSpec top() {
        if (spec == null) {
            throw new IllegalStateException("only picocli makes this with its place in the command line");
        }
        return spec.root();
    }

    private static String page(CommandSpec top) {
        StringBuilder page = new StringBuilder();
        page.append(".TH KAWASEMI 1 \"\" \"").append(text(top.version()[0])).append("\" \"User Commands\"\n");
        page.append(".SH NAME\nkawasemi \\- blue-green deploys for small hosts, run from Discord\n");
        page.append(
                ".SH SYNOPSIS\n.B kawasemi\n[\\fB\\-\\-config\\fR \\fIFILE\\fR] \\fIVERB\\fR [\\fIARGUMENT\\fR ...]\n");
        page.append(".SH DESCRIPTION\n").append(paragraphs(top));
        page.append(".SH VERBS\n");
        shown(top).forEach(verb -> page.append(verb(verb)));
        page.append(".SH OPTIONS\n");
        top.options().forEach(option -> page.append(entry(names(option), option)));
        page.append(".SH EXIT STATUS\n");
        top.usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(".TP\n.B ")
                        .append(code)
                        .append('\n')
                        .append(text(meaning))
                        .append('\n'));
        return page.toString();
    }

    private static Stream<CommandSpec> shown(CommandSpec top) {
        return top.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(verb -> !verb.usageMessage().hidden())
                .distinct();
    }

    private static String verb(CommandSpec verb) {
        StringBuilder part = new StringBuilder(".SS \"" + synopsis(verb) + "\"\n").append(paragraphs(verb));
        own(verb).forEach(option -> part.append(entry(names(option), option)));
        return part.toString();
    }

    /** Without those that every verb has: they stand once, under OPTIONS. */
    private static List<OptionSpec> own(CommandSpec verb) {
        return verb.options().stream()
                .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
                .toList();
    }

    private static String synopsis(CommandSpec verb) {
        Stream<String> parameters = verb.positionalParameters().stream().map(Manual::placed);
        Stream<String> options = own(verb).stream().map(Manual::placed);
        return Stream.of(Stream.of(verb.name()), parameters, options)
                .flatMap(words -> words)
                .map(Manual::text)
                .collect(Collectors.joining(" "));
    }

    private static String placed(PositionalParamSpec parameter) {
        return parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]";
    }

    private static String placed(OptionSpec option) {
        String words =
                option.arity().max() == 0 ? option.longestName() : option.longestName() + " " + option.paramLabel();
        return option.required() ? words : "[" + words + "]";
    }

    private static String names(OptionSpec option) {
        String names = Stream.of(option.names()).map(Manual::text).collect(Collectors.joining(", "));
        return "\\fB" + names + "\\fR"
                + (option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR");
    }

    private static String entry(String head, ArgSpec argument) {
        return ".TP\n" + head + "\n" + text(String.join(" ", argument.description())) + "\n";
    }

    private static String paragraphs(CommandSpec command) {
        return Stream.of(command.usageMessage().description())
                .map(paragraph -> ".PP\n" + text(paragraph) + "\n")
                .collect(Collectors.joining());
    }

    /** A line that roff prints as it is: its escape, its hyphens, and a dot or quote that would begin a request; `code` becomes bold. picocli's %n is none of ours. */
    static String text(String plain) {
        String escaped = plain.replace("%n", "")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replaceAll("`([^`]*)`", "\\\\fB$1\\\\fR");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
