/** Memory that comes by itself: what bears on a message is shown to the model beside it. */
@NullMarked
package dev.recollect.agent.recall;

import org.jspecify.annotations.NullMarked;
