package dev.kawasemi;

import java.util.List;

/**
 * One thing that is wrong with a host, and how it must be named.
 *
 * @param name for the test's own report
 * @param code with which the check must end
 * @param seen words that the naming holds
 * @param fix words that what to do holds
 * @param also how many problems beside it come with it
 */
record Fault(String name, Plant plant, int code, String seen, String fix, int also) {
    /** Makes a good host bad. */
    @FunctionalInterface
    interface Plant {
        void in(CheckBed bed) throws Exception;
    }

    static Fault problem(String name, Plant plant, String seen, String fix) {
        return new Fault(name, plant, 2, seen, fix, 0);
    }

    static Fault away(String name, Plant plant, String seen, String fix) {
        return new Fault(name, plant, 3, seen, fix, 0);
    }

    Fault andAlso(int others) {
        return new Fault(name, plant, code, seen, fix, others);
    }

    /** Whether it is one of these, each {@code text -> fix}. */
    boolean namedIn(List<String> problems) {
        return problems.stream().anyMatch(problem -> {
            int arrow = problem.indexOf(" -> ");
            return problem.substring(0, arrow).contains(seen)
                    && problem.substring(arrow).contains(fix);
        });
    }
}
